namespace Goji.Git.Locks;

/// <summary>The clock that gives files their times. For a folder on a share it is another machine's.</summary>
internal static class FileSystemClock
{
    private const string Clock = "clock";

    /// <param name="folder">A folder that may be written to.</param>
    /// <param name="name">The beginning of the name of the file that is made to read the clock, and deleted.</param>
    public static DateTime Now(string folder, string name = Clock)
    {
        // Git takes no file for a reference whose name ends so.
        var path = Path.Combine(folder, $"{name}.{Guid.NewGuid():N}.lock");
        using var probe = new FileStream(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose);
        return File.GetLastWriteTimeUtc(probe.SafeFileHandle);
    }

    /// <summary>Deletes the files that killed processes left in a folder that no other process uses now.</summary>
    public static void Clean(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, $"{Clock}.*.lock"))
        {
            File.Delete(file);
        }
    }
}
