namespace Goji.Testing;

/// <summary>A small folder in memory, to be written any number of times.</summary>
internal sealed class FolderCopy
{
    private readonly List<string> folders = [];
    private readonly List<(string Path, byte[] Content, UnixFileMode Mode)> files = [];

    public static FolderCopy Read(string folder)
    {
        var copy = new FolderCopy();
        copy.folders.AddRange(Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)));
        copy.files.AddRange(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(folder, path), File.ReadAllBytes(path), OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path))));
        return copy;
    }

    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        folders.ForEach(path => Directory.CreateDirectory(Path.Combine(folder, path)));
        foreach (var (path, content, mode) in files)
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                // Git writes its objects read-only.
                options.UnixCreateMode = mode;
            }

            using var file = new FileStream(Path.Combine(folder, path), options);
            file.Write(content);
        }
    }
}
