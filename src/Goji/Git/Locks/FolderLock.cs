using System.Text;
using Goji.Ports;

namespace Goji.Git.Locks;

/// <summary>Keeps other Goji processes out of a clone: an open file in <c>.git/goji/</c> that the system closes with its process.</summary>
/// <remarks>
/// While the lock is held the file says so; a holder that died leaves these words behind, and with them the news that its git locks are nobody's.
/// They stand until those are removed, so that one who dies over that leaves the news to the next.
/// </remarks>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly FileStream file;

    private FolderLock(FileStream file)
    {
        this.file = file;
        PreviousHolderDied = file.Length > 0;
        PreviousHolderBegan = File.GetLastWriteTimeUtc(file.Name);
        if (PreviousHolderDied)
        {
            Began = TimeOfFileSystem();
        }
        else
        {
            Mark();
            Began = File.GetLastWriteTimeUtc(file.Name);
        }
    }

    public bool PreviousHolderDied { get; }

    public DateTime PreviousHolderBegan { get; }

    /// <summary>When the lock was taken, by the file system's clock.</summary>
    public DateTime Began { get; }

    public static FolderLock Take(string gitFolder, TimeSpan patience)
    {
        var path = Path.Combine(gitFolder, "goji", "lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var waited = TimeSpan.Zero; ; waited += Step)
        {
            try
            {
                return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException failure) when (failure.GetType() == typeof(IOException))
            {
                if (waited >= patience)
                {
                    throw new GojiUnavailableException(
                        $"Another Goji process works in the same clone (it holds '{path}'), and was not done after {patience.TotalSeconds:0} seconds. Try again, or give each build a clone of its own.",
                        failure);
                }

                Task.Delay(Step).Wait();
            }
        }
    }

    /// <summary>Takes over from a holder that died, once nothing of it is left.</summary>
    public void Settle()
    {
        if (PreviousHolderDied)
        {
            Mark();
        }
    }

    public void Dispose()
    {
        if (file.CanWrite)
        {
            file.SetLength(0);
        }

        file.Dispose();
    }

    private void Mark()
    {
        var words = Encoding.UTF8.GetBytes($"Held by process {Environment.ProcessId} on {Environment.MachineName}.\n");
        file.Position = 0;
        file.Write(words);
        file.Flush();
        file.SetLength(words.Length);
    }

    private DateTime TimeOfFileSystem()
    {
        var path = Path.Combine(Path.GetDirectoryName(file.Name)!, $"{Guid.NewGuid():N}.tmp");
        using var scratch = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        return File.GetLastWriteTimeUtc(scratch.SafeFileHandle);
    }
}
