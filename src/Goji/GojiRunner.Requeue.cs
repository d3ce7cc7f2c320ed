using Goji.Passes;
using Goji.Passes.Publishing;
using Goji.Ports;

namespace Goji;

public sealed partial class GojiRunner
{
    private static readonly JobState[] Requeueable = [JobState.Failed, JobState.Succeeded, JobState.Unknown];

    /// <summary>Moves a finished job back to <c>queued/</c>, commits and pushes. The next pass makes a new attempt of it. With <see cref="GojiOptions.DryRun"/>, nothing is moved.</summary>
    /// <param name="file">The job: its path below the state folder, the same with the state folder before it, or a path on disk.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The job, with the state it was in.</returns>
    /// <exception cref="GojiUsageException">There is no such finished job, more than one, or it is queued or processing.</exception>
    /// <exception cref="GojiException">The push failed.</exception>
    public async Task<JobReport> RequeueAsync(string file, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        using var repository = Open();
        var publisher = new Publisher(repository, log, time, Probe);
        var found = await publisher.SyncAsync(cancellationToken);
        if (options.DryRun)
        {
            var (_, wanted) = ComposeRequeue(found, file);
            log.Write(GojiLogLevel.Information, "{0} would move to queued (dry run).", wanted);
            return new() { File = wanted.Path, Before = wanted.State, After = JobState.Queued };
        }

        var (snapshot, job) = await publisher.PublishAsync(
            found,
            tip => ComposeRequeue(tip, file),
            PassStep.RecordCommit,
            PassStep.RecordPush,
            cancellationToken);
        repository.UpdateWorkingCopy(snapshot);
        log.Write(GojiLogLevel.Information, "{0} -> queued", job);
        return new() { File = job.Path, Before = job.State, After = JobState.Queued };
    }

    private (CommitDraft? Draft, JobFile Job) ComposeRequeue(IRepositorySnapshot tip, string file)
    {
        var job = FindFinished(tip, InRepository(file));
        if (tip.Find(JobState.Queued, job.Path) is { } queued)
        {
            throw new GojiUsageException($"'{job}' cannot be requeued: '{queued}' is in the way. Delete one of the two.");
        }

        return (
            new($"Requeue {job}\n", [new TreeChange.Delete(tip.PathOf(job.State, job.Path)), new TreeChange.Place(tip.PathOf(JobState.Queued, job.Path), job)]),
            job);
    }

    /// <summary>The path as the repository has it: a path on disk loses the clone's folder.</summary>
    private string InRepository(string file)
    {
        var relative = Path.GetRelativePath(Path.GetFullPath(options.Directory), Path.GetFullPath(file));
        var isInside = !Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return (isInside ? relative : file).Replace('\\', '/');
    }

    private static JobFile FindFinished(IRepositorySnapshot tip, string path)
    {
        if (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path[2..];
        }

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
