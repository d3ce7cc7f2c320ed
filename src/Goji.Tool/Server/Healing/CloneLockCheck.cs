namespace Goji.Tool.Server.Healing;

/// <summary>
/// Whether this process holds the lock of a clone. Between two passes it must not, because nothing would release the lock.
/// </summary>
internal static class CloneLockCheck
{
    private const string OpenFiles = "/proc/self/fd";

    public static bool IsHeld(string clone)
    {
        var path = Path.GetFullPath(Path.Combine(clone, ".git", "goji", "lock"));
        try
        {
            return Directory.Exists(OpenFiles) && Directory.GetFileSystemEntries(OpenFiles).Any(file => TargetOf(file) == path);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string? TargetOf(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget;
        }
        catch (IOException)
        {
            // It was closed meanwhile.
            return null;
        }
    }
}
