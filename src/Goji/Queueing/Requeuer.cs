using Goji.Ports;

namespace Goji.Queueing;

/// <summary>Finds the finished job that a person names, and composes the commit that moves it back to <c>queued/</c>.</summary>
/// <param name="directory">The folder of the clone, so that a path on disk can name a job.</param>
/// <param name="file">What the person named.</param>
internal sealed class Requeuer(string directory, string file)
{
    private static readonly JobState[] Requeueable = [JobState.Failed, JobState.Succeeded, JobState.Unknown];

    /// <exception cref="GojiUsageException">There is no such finished job, more than one, or a queued file has its path.</exception>
    public (CommitDraft? Draft, JobFile Job) Compose(IRepositorySnapshot tip)
    {
        var job = FindFinished(tip, InRepository());
        if (tip.Find(JobState.Queued, job.Path) is { } queued)
        {
            throw new GojiUsageException($"'{job}' cannot be requeued: '{queued}' is in the way. Delete one of the two.");
        }

        return (
            new($"Requeue {job}\n", [new TreeChange.Delete(tip.PathOf(job.State, job.Path)), new TreeChange.Place(tip.PathOf(JobState.Queued, job.Path), job)]),
            job);
    }

    /// <summary>The path as the repository has it: a path on disk loses the clone's folder.</summary>
    private string InRepository()
    {
        var relative = Path.GetRelativePath(Path.GetFullPath(directory), Path.GetFullPath(file));
        var isInside = !Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var path = (isInside ? relative : file).Replace('\\', '/');
        return path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
    }

    private static JobFile FindFinished(IRepositorySnapshot tip, string path)
    {
        // The path may name its state, in whatever spelling the repository has; else the job is looked for in all of them.
        var named = Enum.GetValues<JobState>()
            .Select(state => (State: state, Job: JobPathIn(tip, state, path)))
            .Where(item => item.Job is not null)
            .Select(item => tip.Find(item.State, item.Job!))
            .OfType<JobFile>()
            .ToList();
        var found = named.Count > 0 ? named : [.. Enum.GetValues<JobState>().Select(state => tip.Find(state, path)).OfType<JobFile>()];
        var finished = found.Where(job => Requeueable.Contains(job.State)).ToList();
        return (finished, found) switch
        {
            ([var job], _) => job,
            ([], [{ State: JobState.Processing } running, ..]) => throw new GojiUsageException($"'{running}' is being processed. It can be requeued when it has finished."),
            ([], [{ State: JobState.Queued } queued, ..]) => throw new GojiUsageException($"'{queued}' is queued already."),
            ([], _) => throw new GojiUsageException($"There is no job '{path}' in failed/, succeeded/ or unknown/. Name it by its path below one of them."),
            _ => throw new GojiUsageException($"'{path}' is ambiguous: it may be '{string.Join("' or '", finished)}'. Name it with its folder."),
        };
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
