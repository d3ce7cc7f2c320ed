using Goji.Ports;
using Goji.Ports.Pods;
using Goji.Records;

namespace Goji.Logs;

/// <summary>Reads the logs of the Jobs of one attempt, while their pods exist.</summary>
/// <param name="cluster">The cluster that the attempt runs on.</param>
/// <param name="settings">What is read, and what becomes of it.</param>
/// <param name="file">The job file.</param>
/// <param name="attempt">The attempt.</param>
/// <param name="time">The clock.</param>
internal sealed class AttemptLogs(ICluster cluster, LogSettings settings, string file, Attempt attempt, TimeProvider time)
{
    /// <summary>The time between two polls whether a followed Job has finished.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly List<string> notes = [];

    /// <summary>Reads what there is. Of Jobs that run, the lines are followed to the end where that is wanted.</summary>
    /// <returns>Which logs there are none of, and why.</returns>
    /// <exception cref="ClusterException">The cluster failed.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(bool follow, CancellationToken cancellationToken)
    {
        var running = new List<JobRun>();
        foreach (var run in attempt.Jobs)
        {
            if (run.Uid is null)
            {
                notes.Add($"Job {run} has not been created{(run.Message is { Length: > 0 } message ? $": {message}" : ".")}");
            }
            else if (follow && await IsRunningAsync(run, cancellationToken))
            {
                running.Add(run);
            }
            else
            {
                await ReadAsync(run, cancellationToken);
            }
        }

        if (running.Count > 0)
        {
            await FollowAsync(running, cancellationToken);
        }

        return notes;
    }

    private async Task FollowAsync(IReadOnlyList<JobRun> running, CancellationToken cancellationToken)
    {
        await using var logs = new JobLogs(cluster, settings, time);
        foreach (var run in running)
        {
            logs.Follow(file, attempt, run);
        }

        foreach (var run in running)
        {
            while (await IsRunningAsync(run, cancellationToken))
            {
                await Task.Delay(Pause, time, cancellationToken);
            }

            await logs.DrainAsync(file, attempt, run, cancellationToken);
        }
    }

    private async Task<bool> IsRunningAsync(JobRun run, CancellationToken cancellationToken) =>
        await cluster.FindJobAsync(run.Namespace, run.Name, cancellationToken) is { IsFinished: false } job && job.Uid == run.Uid;

    private async Task ReadAsync(JobRun run, CancellationToken cancellationToken)
    {
        var all = await cluster.ListContainersAsync(run.Namespace, [run.Uid!], cancellationToken);
        var job = new FollowedJob(file, attempt.Id, run, attempt.Jobs.Count == 1);
        var wanted = all.Where(settings.Selection.Includes).OrderBy(container => container.CreatedAt).ToList();
        var isPrevious = settings.Selection.First.Previous;
        var readable = wanted.Where(each => isPrevious ? each.HasPrevious || each.IsBetweenRuns : each.HasLog).ToList();
        if (readable.Count == 0)
        {
            notes.Add(await WhyNoneAsync(run, all, wanted, cancellationToken));
        }

        readable.ForEach(job.Discover);
        foreach (var container in readable)
        {
            await ReadAsync(job, container, cancellationToken);
        }
    }

    private async Task ReadAsync(FollowedJob job, PodContainer container, CancellationToken cancellationToken)
    {
        try
        {
            var masked = new MaskedLines(settings.Secrets, settings.Selection.First.Tail is not null);
            await foreach (var line in cluster.ReadLogAsync(container, settings.Selection.First, cancellationToken))
            {
                settings.Sink.Write(job, container, masked.Next(line));
            }
        }
        catch (ClusterException exception) when (exception.Failure is ClusterFailure.NotFound or ClusterFailure.Invalid)
        {
            notes.Add(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new ClusterException(
                ClusterFailure.Unavailable,
                $"The log of container '{container.Name}' of pod '{container.Namespace}/{container.Pod}' ended before it was complete: "
                    + $"{exception.Message} Read it again.",
                exception);
        }
    }

    private async Task<string> WhyNoneAsync(
        JobRun run, IReadOnlyList<PodContainer> all, IReadOnlyList<PodContainer> wanted, CancellationToken cancellationToken) =>
        (all, wanted) switch
    {
        ([], _) when run.Outcome is null && await IsRunningAsync(run, cancellationToken) => $"Job {run} has no pod yet.",
        ([], _) => $"The pods of Job {run} are gone, and their logs with them.",
        (_, []) => $"Job {run} has no container '{settings.Selection.Container}'. "
            + $"Its containers are: {string.Join(", ", all.Select(each => each.Name).Distinct())}.",
        _ when settings.Selection.First.Previous => $"No container of Job {run} was started again: there is no previous log.",
        _ => $"No container of Job {run} has started yet.",
    };
}
