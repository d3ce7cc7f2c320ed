namespace Goji.Git;

/// <summary>The lock files that a killed Goji left in its clone.</summary>
internal static class StaleLocks
{
    /// <summary>How old a lock must be, by the file system's clock, to be nobody's.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>Removes them where the process that held the clone before died, and only those made in its time.</summary>
    public static void Remove(string gitFolder, string commonFolder, FolderLock folderLock, IGojiLog log)
    {
        if (!folderLock.PreviousHolderDied)
        {
            return;
        }

        foreach (var file in Suspects(gitFolder, commonFolder).Distinct().Where(File.Exists))
        {
            var made = File.GetLastWriteTimeUtc(file);
            if (made >= folderLock.PreviousHolderBegan && folderLock.Began - made > Rest)
            {
                File.Delete(file);
                log.Write(GojiLogLevel.Verbose, "Removed '{0}', which a Goji process left behind when it was killed.", file);
            }
        }
    }

    private static IEnumerable<string> Suspects(string gitFolder, string commonFolder)
    {
        foreach (var name in (string[])["index.lock", "HEAD.lock"])
        {
            yield return Path.Combine(gitFolder, name);
        }

        foreach (var name in (string[])["config.lock", "packed-refs.lock", "shallow.lock"])
        {
            yield return Path.Combine(commonFolder, name);
        }

        foreach (var folder in (string[])["refs/heads", "refs/remotes/origin", "refs/goji"])
        {
            var path = Path.Combine(commonFolder, folder);
            foreach (var file in Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.lock", SearchOption.AllDirectories) : [])
            {
                yield return file;
            }
        }
    }
}
