using Goji.Logs;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Observing;

/// <summary>
/// Decides which logs a pass follows: with <see cref="LogMode.Follow"/> or a folder for logs, those of every Job that it waits for; else those of Jobs that
/// are about to be ended by the cluster, whose pods are deleted before their verdict is there.
/// </summary>
internal sealed class PassLogs : IAsyncDisposable
{
    /// <summary>The number of polls before its deadline from which a Job is followed.</summary>
    private const int PollsBeforeDeadline = 3;

    private readonly GojiOptions options;
    private readonly ICluster cluster;
    private readonly Func<JobLogs> open;
    private JobLogs? logs;

    public PassLogs(PassContext context, ICluster cluster)
    {
        options = context.Options;
        this.cluster = cluster;
        open = () => new(cluster, Settings(context), context.Time);
    }

    private bool FollowsAll => options.Logs == LogMode.Follow || options.LogFolder is not null;

    /// <summary>Begins to follow. A preview never does.</summary>
    public void Begin()
    {
        if (options.LogFolder is not null || (options.Wait is not null && options.ReportedLogLines > 0) || options.Logs == LogMode.Follow)
        {
            logs = open();
        }
    }

    /// <summary>A Job runs.</summary>
    public void Runs(string file, Attempt attempt, JobRun run, ObservedJob job)
    {
        var isAwaited = options.Wait is not null && (options.WaitFor.Count == 0 || options.WaitFor.Contains(file));
        var isEnding = job.True("FailureTarget") is not null || job.DeadlineAt - cluster.Now < options.PollInterval * PollsBeforeDeadline;
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
    /// <param name="hasFailed">Whether the last lines belong into the report.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The pods, with the last lines of those that are gone.</returns>
    public async Task<IReadOnlyList<PodReport>> EndedAsync(
        string file, Attempt attempt, JobRun run, IReadOnlyList<PodReport> pods, bool hasFailed, CancellationToken cancellationToken)
    {
        if (logs is null || run.Uid is null || !(FollowsAll || logs.IsFollowed(run.Uid)))
        {
            return pods;
        }

        var tails = await logs.DrainAsync(file, attempt, run, cancellationToken);
        if (!hasFailed || tails.Count == 0)
        {
            return pods;
        }

        var known = pods.Select(pod => pod.Log.Count > 0 ? pod : pod with { Log = LinesOf(tails, pod) }).ToList();
        return known.Exists(pod => pod.Log.Count > 0) ? known
            : [.. known, .. tails.Select(tail => tail with { Sentence = $"Container '{tail.Container}' of pod '{tail.Pod}' was ended with its Job." })];
    }

    public ValueTask DisposeAsync() => logs?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static IReadOnlyList<string> LinesOf(IReadOnlyList<PodReport> tails, PodReport pod) =>
        tails.FirstOrDefault(tail => tail.Pod == pod.Pod && tail.Container == pod.Container)?.Log ?? [];

    private static LogSettings Settings(PassContext context)
    {
        var options = context.Options;
        var show = options.Logs == LogMode.Follow ? context.Output ?? new OutputLog(context.Log) : null;
        var folder = options.LogFolder is { } path ? new LogFolder(Path.GetFullPath(path)) : null;
        return new(new LogSink(show, options.LogLimit, folder), options.ReportedLogLines, options.Password is { Length: > 0 } password ? [password] : []);
    }
}
