using System.Security;
using Goji.Ports;

namespace Goji.Checking;

/// <summary>A manifest that is checked.</summary>
/// <param name="Path">The file, as messages name it.</param>
/// <param name="JobPath">The path that it has or gets below <c>queued/</c>.</param>
/// <param name="Content">What it holds.</param>
internal sealed record CheckedFile(string Path, string JobPath, byte[] Content)
{
    private const string Queued = "queued/";

    /// <summary>Where the state folders are; null for a file outside of <c>queued/</c>.</summary>
    public string? Root { get; init; }

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
            var at = full.LastIndexOf("/" + Queued, StringComparison.Ordinal);
            return new(
                Shown(full, path, directory),
                at < 0 ? System.IO.Path.GetFileName(path) : full[(at + 1 + Queued.Length)..],
                File.ReadAllBytes(path))
            {
                Root = at < 0 ? null : full[..at],
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

    // CI systems show findings at files that are named from the root of the repository.
    private static string Shown(string full, string path, string directory)
    {
        var root = System.IO.Path.GetFullPath(directory).Replace('\\', '/').TrimEnd('/') + "/";
        return System.IO.Path.IsPathRooted(path) && full.StartsWith(root, StringComparison.Ordinal)
            ? full[root.Length..]
            : path.Replace('\\', '/');
    }
}
