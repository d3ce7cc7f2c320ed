using Goji.Ports;

namespace Goji.Queueing;

/// <summary>
/// Finds the job that a person names: by its path below the state folder, the same with the state folder in front, or a path on disk.
/// </summary>
internal static class NamedJob
{
    /// <summary>The path as the repository has it: a path on disk loses the clone's folder.</summary>
    /// <param name="directory">The folder of the clone.</param>
    /// <param name="file">What the person named.</param>
    /// <exception cref="GojiUsageException">The name is empty, or can be none of a file.</exception>
    public static string InRepository(string directory, string file)
    {
        if (string.IsNullOrWhiteSpace(file) || file.Contains('\0', StringComparison.Ordinal))
        {
            throw new GojiUsageException(
                "A job has an empty name. Name it by its path below its state folder, such as 'team-a/migrate.yaml'.");
        }

        var relative = Path.GetRelativePath(Path.GetFullPath(directory), Path.GetFullPath(file));
        var isInside = !Path.IsPathRooted(relative)
            && relative != ".."
            && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var path = (isInside ? relative : file).Replace('\\', '/');
        return path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
    }

    /// <summary>The files that a path in the repository names. Without a state in the path, all states are searched.</summary>
    public static IReadOnlyList<JobFile> Find(IRepositorySnapshot tip, string path)
    {
        var named = Enum.GetValues<JobState>()
            .Select(state => (State: state, Job: JobPathIn(tip, state, path)))
            .Where(item => item.Job is not null)
            .Select(item => tip.Find(item.State, item.Job!))
            .OfType<JobFile>()
            .ToList();
        return named.Count > 0 ? named : [.. Enum.GetValues<JobState>().Select(state => tip.Find(state, path)).OfType<JobFile>()];
    }

    private static string? JobPathIn(IRepositorySnapshot tip, JobState state, string path)
    {
        // "succeed/x" in a repository that spells it so, "jobs/failed/x" where the folders are under jobs/, and the standard name anywhere.
        foreach (var folder in (string[])[tip.PathOf(state, ""), state.ToString().ToLowerInvariant() + "/"])
        {
            if (path.StartsWith(folder, StringComparison.Ordinal) && path.Length > folder.Length)
            {
                return path[folder.Length..];
            }
        }

        return null;
    }
}
