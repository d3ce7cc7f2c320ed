namespace Goji.Git.Objects;

/// <summary>File rights in a repository that several users of one machine share.</summary>
internal static class SharedRights
{
    /// <summary>
    /// Gives a file and the folder it goes to the rights of the repository's group, where the repository's own folder has them.
    /// </summary>
    public static void Adjust(string repositoryFolder, string file, string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode GroupOfFolder =
            UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.SetGroup;
        var shared = File.GetUnixFileMode(Path.Combine(repositoryFolder, "objects"));
        if (!shared.HasFlag(UnixFileMode.GroupWrite | UnixFileMode.SetGroup))
        {
            return;
        }

        var own = File.GetUnixFileMode(file);
        var write = own.HasFlag(UnixFileMode.UserWrite) ? UnixFileMode.GroupWrite : UnixFileMode.None;
        File.SetUnixFileMode(file, own | UnixFileMode.GroupRead | write);
        if (!File.GetUnixFileMode(folder).HasFlag(GroupOfFolder))
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | GroupOfFolder);
        }
    }
}
