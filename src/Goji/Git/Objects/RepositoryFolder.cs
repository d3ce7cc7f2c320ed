using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>Where a repository keeps its references and objects.</summary>
internal static class RepositoryFolder
{
    /// <summary>Returns the folder that a linked worktree shares with its main one, or a repository's own.</summary>
    public static string CommonOf(Repository repository)
    {
        var pointer = Path.Combine(repository.Info.Path, "commondir");
        return File.Exists(pointer)
            ? Path.GetFullPath(File.ReadAllText(pointer).Trim(), repository.Info.Path)
            : repository.Info.Path.TrimEnd(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>Returns the folder of the objects.</summary>
    public static string ObjectsOf(Repository repository) => Path.Combine(CommonOf(repository), "objects");
}
