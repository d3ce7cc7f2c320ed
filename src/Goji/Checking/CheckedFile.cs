using System.Security;
using Goji.Model;
using Goji.Ports;

namespace Goji.Checking;

/// <summary>A manifest that is checked.</summary>
/// <param name="Path">The file, as messages name it.</param>
/// <param name="JobPath">The path that it has or gets below <c>queued/</c>.</param>
/// <param name="Content">What it holds.</param>
internal sealed record CheckedFile(string Path, string JobPath, byte[] Content)
{
    private const string Queued = "/queued/";

    /// <summary>The full path on this machine, with '/' between the folders; empty for a manifest that is in no file.</summary>
    public string FullPath { get; init; } = "";

    /// <summary>Where the state folders are; null for a file outside of <c>queued/</c>.</summary>
    public string? Root { get; init; }

    /// <summary>Whether it is a symbolic link in <c>queued/</c>, which a pass never follows.</summary>
    public bool IsLink { get; init; }

    /// <summary>Reads files, and the job files of folders. A file that is named twice is read once.</summary>
    /// <exception cref="GojiUsageException">A file does not exist or cannot be read.</exception>
    public static IReadOnlyList<CheckedFile> Read(IEnumerable<string> paths, string directory) =>
        [.. paths.SelectMany(Expand).DistinctBy(System.IO.Path.GetFullPath).Select(path => ReadOne(path, directory))];

    private static IEnumerable<string> Expand(string path) => System.IO.Directory.Exists(path)
        ? System.IO.Directory
            .EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(EntryName.IsJobFile)
            .Order(StringComparer.Ordinal)
        : [path];

    private static CheckedFile ReadOne(string path, string directory)
    {
        try
        {
            var full = System.IO.Path.GetFullPath(path).Replace('\\', '/');
            var at = QueueIn(full);
            var isLink = at >= 0 && new FileInfo(path).LinkTarget is not null;
            return new(
                Shown(full, path, directory),
                at < 0 ? System.IO.Path.GetFileName(path) : full[(at + Queued.Length)..],
                isLink ? [] : File.ReadAllBytes(path))
            {
                FullPath = full,
                Root = at < 0 ? null : full[..at],
                IsLink = isLink,
            };
        }
        catch (Exception failure) when (failure is IOException
            or UnauthorizedAccessException
            or SecurityException
            or NotSupportedException
            or ArgumentException)
        {
            throw new GojiUsageException($"The manifest '{path}' could not be read: {failure.Message}", failure);
        }
    }

    /// <summary>Where in a path the folder of queued files is; -1 for nowhere.</summary>
    private static int QueueIn(string path)
    {
        // Job files may lie in folders of any name below it, another 'queued' included.
        for (var at = path.IndexOf(Queued, StringComparison.Ordinal); at >= 0; at = path.IndexOf(Queued, at + 1, StringComparison.Ordinal))
        {
            var root = path[..at];
            if (StateFolders.All.Any(folder => folder != "queued" && System.IO.Directory.Exists($"{root}/{folder}")))
            {
                return at;
            }
        }

        return path.LastIndexOf(Queued, StringComparison.Ordinal);
    }

    // CI systems show findings at files that are named from the root of the repository.
    private static string Shown(string full, string path, string directory)
    {
        var root = System.IO.Path.GetFullPath(directory).Replace('\\', '/').TrimEnd('/') + "/";
        return System.IO.Path.IsPathRooted(path) && full.StartsWith(root, StringComparison.Ordinal)
            ? full[root.Length..]
            : path.Replace('\\', '/');
    }
}
