using System.Text;
using Goji.Git.Locks;
using Goji.Git.Objects;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Folder;

/// <summary>
/// Moves a branch of a repository on this machine by git's own protocol: whoever creates <c>refs/heads/x.lock</c> may change <c>x</c>, and
/// nobody else.
/// </summary>
/// <remarks>
/// Git writes the new value into the lock and renames it. Goji's lock holds a sentence instead, and the value comes from a file beside the
/// references: so a lock that a killed Goji left can be distinguished from git's by its content, and from a living Goji's, which keeps it
/// open for nobody else to open.
/// </remarks>
internal sealed class BranchLock : IDisposable
{
    private const string Words = "Goji holds this lock";
    private static readonly TimeSpan EmptyRest = TimeSpan.FromSeconds(60);
    private readonly string commonFolder;
    private readonly string reference;
    private readonly FileStream file;

    private BranchLock(string commonFolder, string reference)
    {
        this.commonFolder = commonFolder;
        this.reference = reference;
        file = new FileStream(
            LockPath(commonFolder, reference),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 0,
            FileOptions.DeleteOnClose);
        try
        {
            file.Write(
                Encoding.UTF8.GetBytes($"{Words}: process {Environment.ProcessId} on {Environment.MachineName}, {Guid.NewGuid():N}\n"));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private string ReferencePath => PathOf(commonFolder, reference);

    public static async Task<BranchLock> TakeAsync(
        string commonFolder, string branch, TimeSpan patience, CancellationToken cancellationToken)
    {
        var reference = BranchName.Reference(branch);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var tries = 0; ; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                // Git removes folders that a deleted branch left empty: the folder may go again at any moment.
                Directory.CreateDirectory(Path.GetDirectoryName(PathOf(commonFolder, reference))!);
                return new BranchLock(commonFolder, reference);
            }
            catch (DirectoryNotFoundException) when (clock.Elapsed < patience)
            {
            }
            catch (IOException failure) when (IsHeldByOthers(failure) || File.Exists(LockPath(commonFolder, reference)))
            {
                // However slow this machine is, a lock without a holder is removed before the wait is given up.
                if (!RemoveIfStale(LockPath(commonFolder, reference)) && clock.Elapsed >= patience)
                {
                    throw new GojiUnavailableException(
                        $"The branch '{branch}' is locked by '{LockPath(commonFolder, reference)}', and was so for " +
                        $"{patience.TotalSeconds:0} seconds. " +
                        "If no git program is running there, delete that file and try again.",
                        failure);
                }
            }
            catch (IOException) when (tries < 3)
            {
            }

            var pause = TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 + Math.Min(tries, 10) * 10));
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>The branch's present value; null where there is no such branch.</summary>
    public ObjectId? Read()
    {
        var value = File.Exists(ReferencePath) ? File.ReadAllText(ReferencePath).Trim() : ReadPacked();
        return value is null ? null
            : ObjectId.TryParse(value, out var id) ? id
            : throw new GojiUsageException(
                $"The branch '{reference}' in '{commonFolder}' is a symbolic reference to '{value}'. Name that branch instead.");
    }

    public void Move(ObjectId to)
    {
        var folder = Path.Combine(commonFolder, "goji");
        Directory.CreateDirectory(folder);
        var value = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
        using (var stream = new FileStream(value, FileMode.CreateNew))
        {
            stream.Write(Encoding.ASCII.GetBytes($"{to}\n"));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            if (Directory.Exists(ReferencePath))
            {
                Directory.Delete(ReferencePath);
            }

            SharedRights.Adjust(commonFolder, value, Path.GetDirectoryName(ReferencePath)!);
            BusyFile.Replace(value, ReferencePath);
        }
        finally
        {
            File.Delete(value);
        }
    }

    public void Dispose() => file.Dispose();

    private static string PathOf(string commonFolder, string reference) => Path.Combine([commonFolder, .. reference.Split('/')]);

    private static string LockPath(string commonFolder, string reference) => PathOf(commonFolder, reference) + ".lock";

    /// <remarks>
    /// The error decides, because the lock may be gone a moment later: EEXIST or ERROR_FILE_EXISTS, or that of a held file.
    /// </remarks>
    private static bool IsHeldByOthers(IOException failure) =>
        failure.HResult is 17 or unchecked((int)0x80070050) || HeldFile.IsHeld(failure);

    /// <returns>Whether the lock is gone.</returns>
    private static bool RemoveIfStale(string path)
    {
        try
        {
            // Not opened before it is old: opening the file, even for reading, would keep the process that has just created it from locking
            // it.
            var made = File.GetLastWriteTimeUtc(path);
            var age = FileSystemClock.Now(Path.GetDirectoryName(path)!, Path.GetFileName(path)) - made;
            if (age <= StaleLocks.Rest)
            {
                return false;
            }

            // Opening it alone proves that no living Goji holds it, and keeps others from removing it as well.
            using var stale = new FileStream(
                path, FileMode.Open, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);
            var words = new StreamReader(stale).ReadToEnd();
            var isStale = words.StartsWith(Words, StringComparison.Ordinal) || (words.Length == 0 && age > EmptyRest);

            // Another process may have removed it, and a third one taken the lock again: that file is younger.
            if (!isStale || File.GetLastWriteTimeUtc(stale.SafeFileHandle) != made || File.GetLastWriteTimeUtc(path) != made)
            {
                return false;
            }

            File.Delete(path);
            return true;
        }
        catch (IOException)
        {
            // Somebody alive holds it, or it is gone already.
            return !File.Exists(path);
        }
    }

    // While this lock is held nobody packs this reference away, so the two places cannot swap between two polls.
    private string? ReadPacked()
    {
        var packed = Path.Combine(commonFolder, "packed-refs");
        return File.Exists(packed)
            ? File.ReadLines(packed).FirstOrDefault(line => line.EndsWith(" " + reference, StringComparison.Ordinal))?.Split(' ')[0]
            : null;
    }
}
