using Goji.Logs;
using Goji.Ports;
using Goji.Ports.Pods;
using Goji.Records;

namespace Goji.Passes.Observing;

/// <summary>
/// Decides which logs a pass follows: with <see cref="LogMode.Follow"/> or a folder for logs, those of every Job that it waits for; else
/// those of Jobs that are about to be ended by the cluster, whose pods are deleted before their verdict is there.
/// </summary>
internal sealed class PassLogs : IAsyncDisposable
{
    /// <summary>The number of polls before its deadline from which a Job is followed.</summary>
    private const int PollsBeforeDeadline = 3;

    /// <summary>The time before its deadline from which a Job is followed where no pass waits for it.</summary>
    private static readonly TimeSpan TimeBeforeDeadline = TimeSpan.FromMinutes(2);

    private readonly PassContext context;
    private readonly GojiOptions options;
    private readonly ICluster cluster;
    private readonly JobLogTails tails;
    private JobLogs? logs;

    public PassLogs(PassContext context, ICluster cluster)
    {
        this.context = context;
        options = context.Options;
        this.cluster = cluster;
        tails = new(cluster, options.ReportedLogLines, context.Secrets, context.Time);
    }

    private bool FollowsAll => options.Logs == LogMode.Follow || options.LogFolder is not null;

    private TimeSpan BeforeDeadline => options.Wait is null && options.PollInterval * PollsBeforeDeadline < TimeBeforeDeadline
        ? TimeBeforeDeadline
        : options.PollInterval * PollsBeforeDeadline;

    /// <summary>Begins to follow. A preview never does.</summary>
    public void Begin()
    {
        if (context.Logs is { } kept)
        {
            logs = kept;
        }
        else if (options.LogFolder is not null
            || (options.Wait is not null && options.ReportedLogLines > 0)
            || options.Logs == LogMode.Follow)
        {
            logs = new(cluster, Settings(context), context.Time);
        }
    }

    /// <summary>A Job runs.</summary>
    public void Runs(string file, Attempt attempt, JobRun run, ObservedJob job)
    {
        var isAwaited = context.Logs is not null
            || (options.Wait is not null && (options.WaitFor.Count == 0 || options.WaitFor.Contains(file)));
        var isEnding = (job.True("FailureTarget") ?? job.True("SuccessCriteriaMet")) is not null
            || job.DeadlineAt - cluster.Now < BeforeDeadline;
        if (isAwaited && (FollowsAll || isEnding))
        {
            logs?.Follow(file, attempt, run);
        }
    }

    /// <summary>A Job has its verdict: what it has written is shown and kept before the verdict is announced.</summary>
    /// <param name="file">The job file.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="run">The Job.</param>
    /// <param name="pods">What the pods show about a failure.</param>
    /// <param name="outcome">The verdict.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The pods, with the last lines of those that are gone, and with the files that keep whole logs.</returns>
    public async Task<IReadOnlyList<PodReport>> EndedAsync(
        string file, Attempt attempt, JobRun run, IReadOnlyList<PodReport> pods, JobOutcome? outcome, CancellationToken cancellationToken)
    {
        if (logs is null || run.Uid is null || !(FollowsAll || logs.IsFollowed(run.Uid)))
        {
            return pods;
        }

        var last = await logs.DrainAsync(file, attempt, run, cancellationToken);
        var joined = JobLogTails.Join(pods, last);
        return outcome == JobOutcome.Failed && options.LogFolder is null && pods.Any(pod => pod.Log.Count > 0)
            ? [.. joined.Take(pods.Count)]
            : joined;
    }

    /// <summary>
    /// Goji is about to delete a Job, and its pods with it: reads the last lines of every container, and with a folder for logs everything
    /// that they have written by now.
    /// </summary>
    /// <param name="file">The job file.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="run">The Job.</param>
    /// <param name="pods">What the pods show, where that is known.</param>
    /// <param name="containers">The containers of its pods; null to list them.</param>
    /// <param name="cancellationToken">Ends the call, which takes some seconds at most.</param>
    /// <returns>The pods, with the last lines of all containers that have written something.</returns>
    public async Task<IReadOnlyList<PodReport>> BeforeDeletionAsync(
        string file,
        Attempt attempt,
        JobRun run,
        IReadOnlyList<PodReport> pods,
        IReadOnlyList<PodContainer>? containers,
        CancellationToken cancellationToken)
    {
        if (FollowsAll && logs is not null)
        {
            await logs.ReadWrittenAsync(file, attempt, run, cancellationToken);
        }

        return JobLogTails.Join(pods, await tails.ReadAsync(run, containers, cancellationToken));
    }

    public ValueTask DisposeAsync() => logs is null || context.Logs is not null ? ValueTask.CompletedTask : logs.DisposeAsync();

    private static LogSettings Settings(PassContext context)
    {
        var options = context.Options;
        var show = options.Logs == LogMode.Follow ? context.Output ?? new OutputLog(context.Log) : null;
        var folder = options.LogFolder is { } path ? new LogFolder(Path.GetFullPath(path)) : null;
        return new(new LogSink(show, options.LogLimit, folder), options.ReportedLogLines, context.Secrets);
    }
}
