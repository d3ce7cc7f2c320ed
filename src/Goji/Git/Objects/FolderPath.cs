namespace Goji.Git.Objects;

/// <summary>The folders in a path of the repository.</summary>
internal static class FolderPath
{
    /// <summary>The folder of a file; empty for one at the root.</summary>
    public static string Of(string path) => path[..Math.Max(path.LastIndexOf('/'), 0)];

    /// <summary>The folders that a path passes through, the innermost first, without the root.</summary>
    public static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            yield return path[..slash];
        }
    }
}
