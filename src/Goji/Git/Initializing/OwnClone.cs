namespace Goji.Git.Initializing;

/// <summary>The clone that a command makes for itself where there is none and the settings name the repository.</summary>
internal static class OwnClone
{
    /// <summary>Clones the repository unless the folder has content, or no repository is named.</summary>
    /// <exception cref="GojiException">The remote cannot be reached or refuses.</exception>
    public static async Task PrepareAsync(GitSettings settings, IGojiLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        if (settings.Repository is { Length: > 0 } && IsEmpty(settings.Directory))
        {
            var report = await new JobRepositoryInitializer(settings, log, time).InitializeAsync(cancellationToken);
            log.Write(GojiLogLevel.Information, "{0}", report.Message);
        }
    }

    private static bool IsEmpty(string folder) =>
        !Path.Exists(folder) || (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any());
}
