using Goji.Model;
using Goji.Ports;
using Goji.Ports.Pods;

namespace Goji.Logs;

/// <summary>
/// Reads the log of one run of a container to its end, line by line. A stream that breaks is resumed at the last line: none is lost, and
/// none comes twice.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="container">The run of the container.</param>
/// <param name="first">What is read until the first line has come.</param>
/// <param name="take">Takes the lines.</param>
/// <param name="time">The clock.</param>
internal sealed class ContainerFollower(
    ICluster cluster, PodContainer container, LogQuery first, Func<LogLine, ValueTask> take, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Backoff pauses = new(FirstPause, LongestPause);
    private bool hasNews;
    private bool isRefused;

    /// <summary>The place up to which the log is read. It may be given: the log is then read from there on.</summary>
    public LogCursor Cursor { get; init; } = new();

    /// <summary>Reads to the end of the run. A pod that is gone ends it too, and a log that may not be read.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = container;
        while (true)
        {
            var isNewer = now.Restarts > container.Restarts;
            var start = Cursor.Last is { } last ? new LogQuery { Since = last.Seconds } : first;
            var hasBroken = !await TryReadAsync(start with { Follow = now.IsRunning && !isNewer, Previous = isNewer }, cancellationToken);
            if (!hasBroken && (isNewer || !now.IsRunning))
            {
                return;
            }

            // A stream ends with its container, and also where something in between cuts it: the container's status in the cluster decides.
            if (await FindAsync(cancellationToken) is not { } found || found.Restarts > container.Restarts + 1 || isRefused)
            {
                return;
            }

            now = found;

            // A stream that has brought lines is resumed at once. One that brings none is tried for as long as the container may run.
            if (!hasNews && (hasBroken || now.IsRunning))
            {
                await Task.Delay(pauses.Next(), time, cancellationToken);
            }
        }
    }

    private async Task<bool> TryReadAsync(LogQuery query, CancellationToken cancellationToken)
    {
        Cursor.Rewind();
        hasNews = false;
        try
        {
            await foreach (var line in cluster.ReadLogAsync(container, query, cancellationToken))
            {
                if (line.IsUnfinished && query.Follow)
                {
                    // Something has cut the stream, or the container has ended: the line is read again, to its end.
                    return false;
                }

                if (Cursor.Advance(line))
                {
                    hasNews = true;
                    pauses.Reset();
                    await take(line);
                }
            }

            return true;
        }
        catch (Exception exception) when (exception is ClusterException or HttpRequestException or IOException)
        {
            isRefused = exception is ClusterException { Failure: ClusterFailure.Forbidden };
            return false;
        }
    }

    private async Task<PodContainer?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var all = await cluster.ListContainersAsync(container.Namespace, [container.JobUid], cancellationToken);
            return all.FirstOrDefault(each => each.PodUid == container.PodUid && each.Name == container.Name);
        }
        catch (ClusterException)
        {
            // Nothing is known; the next try finds out.
            return container;
        }
    }
}
