namespace Goji.Git.Locks;

/// <summary>The lock files that a killed Goji left in its clone.</summary>
internal static class StaleLocks
{
    /// <summary>Age, by the clock of the file system, from which a lock without a living holder is removed.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Removes the locks if the process that held the clone before has died, and only those created while it held the clone.
    /// </summary>
    public static async Task RemoveAsync(
        string gitFolder, string commonFolder, FolderLock folderLock, IGojiLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!folderLock.PreviousHolderDied)
        {
            return;
        }

        FileSystemClock.Clean(Path.Combine(gitFolder, "goji"));
        foreach (var file in Candidates(gitFolder, commonFolder).Distinct().ToList())
        {
            // One that is young is waited for: a git program of somebody else's would be done with it soon, and after this nobody knows any
            // more that the holder died.
            while (File.Exists(file) && IsOfDeadHolder(file, folderLock))
            {
                if (FileSystemClock.Now(Path.Combine(gitFolder, "goji")) - File.GetLastWriteTimeUtc(file) > Rest)
                {
                    File.Delete(file);
                    log.Write(GojiLogLevel.Verbose, "Removed '{0}', which a Goji process left behind when it was killed.", file);
                    break;
                }

                await Task.Delay(Step, time, cancellationToken);
            }
        }

        folderLock.TakeOver();
    }

    private static bool IsOfDeadHolder(string file, FolderLock folderLock)
    {
        var made = File.GetLastWriteTimeUtc(file);
        return made >= folderLock.PreviousHolderBegan && made <= folderLock.Began;
    }

    private static IEnumerable<string> Candidates(string gitFolder, string commonFolder)
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
