using System.Collections.Concurrent;
using Goji.Ports;
using Goji.Ports.Pods;
using Goji.Records;

namespace Goji.Logs;

/// <summary>
/// Follows the logs of the Jobs that a pass waits for. All streams together are bounded in number, the oldest Jobs first, and none needs a
/// thread. What is not followed is read when the Job ends, while its pods exist.
/// </summary>
internal sealed class JobLogs : IAsyncDisposable
{
    /// <summary>How often the time for the last lines begins again while lines come.</summary>
    private const int MaxDrains = 6;

    /// <summary>The time between two polls for new pods and restarted containers.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Func<ICluster> open;
    private readonly bool isOwner;
    private readonly LogSettings settings;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<string, FollowedJob> jobs = [];
    private readonly LogStreams streams;
    private readonly Lock gate = new();
    private Task looking = Task.CompletedTask;
    private ICluster? opened;

    public JobLogs(ICluster cluster, LogSettings settings, TimeProvider time)
        : this(() => cluster, settings, time) => isOwner = false;

    /// <param name="open">Opens the cluster, when the first Job is followed. It is disposed of with this.</param>
    /// <param name="settings">What is read, and what becomes of it.</param>
    /// <param name="time">The clock.</param>
    public JobLogs(Func<ICluster> open, LogSettings settings, TimeProvider time)
    {
        this.open = open;
        isOwner = true;
        this.settings = settings;
        this.time = time;
        streams = new(() => Cluster, settings, time, end.Token);
    }

    private ICluster Cluster
    {
        get
        {
            lock (gate)
            {
                return opened ??= open();
            }
        }
    }

    /// <summary>Follows a Job from now on.</summary>
    /// <param name="file">The job file.</param>
    /// <param name="attempt">The attempt that the Job is of.</param>
    /// <param name="run">The Job.</param>
    public void Follow(string file, Attempt attempt, JobRun run)
    {
        if (run.Uid is not null)
        {
            Follow(New(file, attempt, run));
        }
    }

    /// <summary>Reads what the containers of a Job have written by now, for a bounded time. The Job is followed from then on.</summary>
    public async Task ReadWrittenAsync(string file, Attempt attempt, JobRun run, CancellationToken cancellationToken)
    {
        if (run.Uid is null)
        {
            return;
        }

        // A new Job is not followed until this is done: the stream of a running container does not end, and would be waited for.
        var job = jobs.GetValueOrDefault(run.Uid) ?? New(file, attempt, run);
        using var bound = new CancellationTokenSource(settings.DrainTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            var containers = await Cluster.ListContainersAsync(run.Namespace, [job.Uid], either.Token);
            var unread = containers
                .Where(each => each.HasLog && settings.Selection.Includes(each))
                .Where(each => !job.IsRead(each))
                .ToList();
            unread.ForEach(each => streams.Start(job, each with { IsRunning = false, HasEnded = true }, mayWait: true));
            await job.WhenRead(unread.Concat(unread.Select(each => each.Previous).OfType<PodContainer>())).WaitAsync(either.Token);
        }
        catch (Exception exception) when (exception is ClusterException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            Follow(job);
        }
    }

    /// <summary>Follows no more of the Jobs than these.</summary>
    public void Forget(IReadOnlySet<string> running)
    {
        foreach (var uid in jobs.Keys.Where(uid => !running.Contains(uid)))
        {
            jobs.TryRemove(uid, out _);
        }
    }

    public bool IsFollowed(string uid) => jobs.ContainsKey(uid);

    /// <summary>Reads what is left of a Job's logs, for a bounded time. Nothing is followed after that.</summary>
    /// <returns>The last lines of each container.</returns>
    public async Task<IReadOnlyList<PodReport>> DrainAsync(string file, Attempt attempt, JobRun run, CancellationToken cancellationToken)
    {
        var job = jobs.GetOrAdd(run.Uid!, _ => New(file, attempt, run));
        using var bound = new CancellationTokenSource(settings.DrainTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            foreach (var container in await Cluster.ListContainersAsync(run.Namespace, [job.Uid], either.Token))
            {
                streams.Start(job, container, mayWait: true);
            }

            await DrainAsync(job, cancellationToken);
        }
        catch (Exception exception) when (exception is ClusterException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        jobs.TryRemove(job.Uid, out _);
        settings.Sink.Ended(job);
        return [.. job.Tails().Select(
            tail => JobLogTails.Report(tail.Pod, tail.Container, tail.Lines) with { LogFile = settings.Sink.FileOf(
                job, tail.Pod, tail.Container) })];
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var job in jobs.Values)
        {
            await job.AllRead.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            settings.Sink.Ended(job);
        }

        if (isOwner)
        {
            opened?.Dispose();
        }

        settings.Sink.Dispose();
        end.Dispose();
        streams.Dispose();
    }

    /// <summary>Waits for the last line while lines come, for a bounded time.</summary>
    private async Task DrainAsync(FollowedJob job, CancellationToken cancellationToken)
    {
        var all = job.AllRead;
        for (var drains = 0; drains < MaxDrains; drains++)
        {
            var before = job.Read;
            try
            {
                await all.WaitAsync(settings.DrainTime, time, cancellationToken);
                return;
            }
            catch (TimeoutException)
            {
                if (job.Read == before)
                {
                    return;
                }
            }
        }
    }

    private static FollowedJob New(string file, Attempt attempt, JobRun run) => new(file, attempt.Id, run, attempt.Jobs.Count == 1);

    private void Follow(FollowedJob job)
    {
        if (jobs.TryAdd(job.Uid, job))
        {
            lock (gate)
            {
                looking = looking.IsCompleted ? Task.Run(FindContainersAsync) : looking;
            }
        }
    }

    private async Task FindContainersAsync()
    {
        while (!end.IsCancellationRequested && !jobs.IsEmpty)
        {
            foreach (var space in jobs.Values.GroupBy(job => job.Run.Namespace))
            {
                await FindContainersAsync(space.Key, [.. space]);
            }

            await Task.Delay(Pause, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FindContainersAsync(string @namespace, IReadOnlyList<FollowedJob> followed)
    {
        try
        {
            var found = await Cluster.ListContainersAsync(@namespace, [.. followed.Select(job => job.Uid)], end.Token);
            foreach (var container in found.Where(each => each.HasLog).OrderBy(each => each.CreatedAt))
            {
                if (jobs.TryGetValue(container.JobUid, out var job))
                {
                    streams.Start(job, container, mayWait: false);
                }
            }
        }
        catch (Exception exception) when (exception is GojiException or OperationCanceledException)
        {
            // The pass itself reports a cluster that is away, or that cannot be opened.
        }
    }
}
