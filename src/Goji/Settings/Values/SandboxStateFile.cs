namespace Goji.Settings.Values;

/// <summary>The place of the sandbox's state where the settings name none.</summary>
internal static class SandboxStateFile
{
    /// <summary>The file <c>goji/sandbox.json</c> in the git folder of a clone, of a linked worktree or of a submodule.</summary>
    public static string DefaultIn(string directory) => Path.Combine(GitFolderOf(Path.GetFullPath(directory)), "goji", "sandbox.json");

    // In a worktree and in a submodule, .git is a file that names the folder.
    private static string GitFolderOf(string directory)
    {
        const string Pointer = "gitdir:";
        var git = Path.Combine(directory, ".git");
        return File.Exists(git) && File.ReadAllText(git).Trim() is var text && text.StartsWith(Pointer, StringComparison.Ordinal)
            ? Path.GetFullPath(text[Pointer.Length..].Trim(), directory)
            : git;
    }
}
