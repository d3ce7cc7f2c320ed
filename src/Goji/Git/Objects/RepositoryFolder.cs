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

    /// <summary>Deletes a folder that holds a repository, or a part of one. Links in it are deleted and not followed.</summary>
    /// <param name="folder">The folder; one that does not exist is no error.</param>
    public static void Delete(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        // Git writes its objects read-only, and Windows refuses to delete such files.
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in OperatingSystem.IsWindows() ? new DirectoryInfo(folder).EnumerateFiles("*", options) : [])
        {
            file.Attributes = FileAttributes.Normal;
        }

        Directory.Delete(folder, recursive: true);
    }
}
