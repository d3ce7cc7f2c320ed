using System.Text;

namespace Goji.Git.Locks;

/// <summary>Keeps other Goji processes out of a clone: an open file in <c>.git/goji/</c> that the system closes with its process.</summary>
/// <remarks>
/// While the lock is held the file names the process. If that process dies, its words stay, and the next holder removes the git locks that
/// it left behind. They stay until that is done: if that process dies first, the next one finishes the cleanup.
/// </remarks>
internal sealed class FolderLock : IDisposable
{
    /// <summary>
    /// Names the clone that the pushing process holds, for programs that a hook of the push starts, such as another Goji.
    /// </summary>
    public const string HolderVariable = "_GOJI_HELD_CLONE";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly FileStream file;

    private FolderLock(FileStream file)
    {
        this.file = file;
        PreviousHolderDied = file.Length > 0;
        PreviousHolderBegan = File.GetLastWriteTimeUtc(file.Name);
        if (!PreviousHolderDied)
        {
            Mark();
        }

        Began = FileSystemClock.Now(Path.GetDirectoryName(file.Name)!);
    }

    public bool PreviousHolderDied { get; }

    public DateTime PreviousHolderBegan { get; }

    /// <summary>When the lock was taken, by the file system's clock.</summary>
    public DateTime Began { get; }

    /// <param name="gitFolder">The clone's <c>.git</c> folder.</param>
    /// <param name="patience">How long to wait for another process.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GojiUnavailableException">Another process still holds the clone.</exception>
    public static async Task<FolderLock> TakeAsync(
        string gitFolder, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var path = PathIn(gitFolder);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var waited = TimeSpan.Zero; ; waited += Step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (HeldFile.TryOpen(path) is { } file)
            {
                return Take(file);
            }

            if (Environment.GetEnvironmentVariable(HolderVariable) == path)
            {
                throw new GojiUnavailableException(
                    "A hook of the remote has started this process during a push of the Goji process that works in the same clone. " +
                    "That process continues with the jobs. Start Goji from the hook in a separate clone, or not at all.");
            }

            if (waited >= patience)
            {
                throw new GojiUnavailableException(
                    $"Another Goji process works in the same clone (it holds '{path}'), and was not done after {patience.TotalSeconds:0} " +
                    $"seconds. " +
                    "Try again, or give each build a clone of its own.");
            }

            await Task.Delay(Step, time, cancellationToken);
        }
    }

    /// <summary>The lock's file.</summary>
    public static string PathIn(string gitFolder) => Path.Combine(gitFolder, "goji", "lock");

    /// <summary>Takes over the lock of a process that has died, once none of its files are left.</summary>
    public void TakeOver()
    {
        if (PreviousHolderDied)
        {
            Mark();
        }
    }

    public void Dispose()
    {
        using (file)
        {
            if (file.CanWrite)
            {
                file.SetLength(0);
            }
        }
    }

    private static FolderLock Take(FileStream file)
    {
        try
        {
            return new FolderLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Mark()
    {
        var words = Encoding.UTF8.GetBytes($"Held by process {Environment.ProcessId} on {Environment.MachineName}.\n");
        file.Position = 0;
        file.Write(words);
        file.SetLength(words.Length);
    }
}
