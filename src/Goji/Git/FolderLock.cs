using System.Text;

namespace Goji.Git;

/// <summary>Keeps other Goji processes out of a clone: an open file in <c>.git/goji/</c> that the system closes with its process.</summary>
/// <remarks>While the lock is held the file says so; a holder that died leaves these words behind, and with them the news that its git locks are nobody's.</remarks>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly FileStream file;

    private FolderLock(FileStream file)
    {
        this.file = file;
        PreviousHolderDied = file.Length > 0;
        PreviousHolderBegan = File.GetLastWriteTimeUtc(file.Name);
        file.SetLength(0);
        file.Write(Encoding.UTF8.GetBytes($"Held by process {Environment.ProcessId} on {Environment.MachineName}.\n"));
        file.Flush();
        Began = File.GetLastWriteTimeUtc(file.Name);
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
                    throw new GojiException(
                        $"Another Goji process works in the same clone (it holds '{path}'), and was not done after {patience.TotalSeconds:0} seconds. Try again, or give each build a clone of its own.",
                        failure);
                }

                Task.Delay(Step).Wait();
            }
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
}
