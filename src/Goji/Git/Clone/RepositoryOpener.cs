using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>Opens the repository in a folder.</summary>
internal static class RepositoryOpener
{
    private static readonly Lock Ownership = new();

    /// <exception cref="GojiCloneException">There is no repository in the folder.</exception>
    public static Repository In(string folder, GitSettings settings)
    {
        var options = new RepositoryOptions { Identity = new Identity(settings.CommitterName, settings.CommitterEmail) };
        try
        {
            return new Repository(folder, options);
        }
        catch (RepositoryNotFoundException failure)
        {
            throw FindEnclosing(folder) is { } other
                ? new GojiUsageException(
                    $"'{folder}' is a folder of the git repository '{other}' and none of its own. Set Directory to '{other}': " +
                    "the state folders are found under jobs/ too.",
                    failure)
                : new GojiCloneException(
                    $"There is no git repository in '{folder}'. Run GojiInit, or name the folder of a clone.", failure);
        }
        catch (LibGit2SharpException failure) when (failure.Message.Contains("not owned by", StringComparison.Ordinal)
            && IsTrusted(folder, settings.Variable))
        {
            return Trusted(folder, options);
        }
    }

    /// <summary>Whether the environment's <c>safe.directory</c>, which libgit2 does not read, names the folder.</summary>
    internal static bool IsTrusted(string folder, Func<string, string?> variable)
    {
        var trusted = false;
        foreach (var (key, value) in CloneConfiguration.FromEnvironment(variable))
        {
            if (key.Equals("safe.directory", StringComparison.OrdinalIgnoreCase))
            {
                // As for git, an empty value drops those before it, and a star at the end matches all folders below.
                trusted = value.Length > 0 && (trusted || value == "*" || Path.TrimEndingDirectorySeparator(value) == folder
                    || (value.EndsWith("/*", StringComparison.Ordinal) && folder.StartsWith(value[..^1], StringComparison.Ordinal)));
            }
        }

        return trusted;
    }

    // libgit2 knows this switch for the whole process alone, so it is turned for this one call.
    private static Repository Trusted(string folder, RepositoryOptions options)
    {
        lock (Ownership)
        {
            GlobalSettings.SetOwnerValidation(false);
            try
            {
                return new Repository(folder, options);
            }
            finally
            {
                GlobalSettings.SetOwnerValidation(true);
            }
        }
    }

    /// <summary>The repository that has the folder as its jobs folder, where there is one: a monorepo.</summary>
    private static string? FindEnclosing(string folder) =>
        Directory.Exists(Path.Combine(folder, "queued")) && Path.GetDirectoryName(folder) is { } parent && Repository.IsValid(parent)
            ? parent
            : null;
}
