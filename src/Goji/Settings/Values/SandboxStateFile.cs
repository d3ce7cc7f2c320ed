namespace Goji.Settings.Values;

/// <summary>The place of the sandbox's state where the settings name none.</summary>
internal static class SandboxStateFile
{
    /// <summary>The file <c>goji/sandbox.json</c> in the git folder of a clone, of a linked worktree or of a submodule.</summary>
    public static string DefaultIn(string directory) => Path.Combine(GitFolderOf(Path.GetFullPath(directory)), "goji", "sandbox.json");

    /// <summary>Opens the sandbox with its state, and logs that it is no cluster.</summary>
    /// <param name="stateFile">The state file.</param>
    /// <param name="log">The log.</param>
    /// <param name="wayOut">What to do where the file is in use: the sentence that ends the message.</param>
    /// <param name="open">Opens it.</param>
    /// <exception cref="GojiUsageException">The state file cannot be used.</exception>
    public static T Open<T>(string stateFile, IGojiLog log, string wayOut, Func<T> open)
    {
        try
        {
            var sandbox = open();

            // Nobody shall take the sandbox's verdicts for a cluster's.
            log.Write(
                GojiLogLevel.Information,
                "This is the embedded sandbox, not a cluster: no container runs. Its state is in '{0}'.",
                stateFile);
            return sandbox;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A failure of the state file is none of the network, which is what the client would take it for.
            throw new GojiUsageException($"The sandbox cannot use its state file '{stateFile}': {failure.Message} {wayOut}", failure);
        }
    }

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
