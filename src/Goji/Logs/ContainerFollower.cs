using Goji.Model;
using Goji.Ports;
using Goji.Ports.Pods;

namespace Goji.Logs;

/// <summary>
/// Reads the log of one run of a container to its end, line by line, without secrets. A stream that breaks is resumed at the last line:
/// none is lost, and none comes twice.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="container">The run of the container.</param>
/// <param name="first">What is read until the first line has come.</param>
/// <param name="secrets">Texts that are masked in every line.</param>
/// <param name="take">Takes the lines.</param>
/// <param name="time">The clock.</param>
/// <remarks>
/// A request for a log names the container, and not the run: the container may have been started again meanwhile. A stream belongs to
/// one run. It is known to be the right one where it begins with a line that was read before, or where the run is still the newest one
/// after the first line has come; a container that is not started again has only one. Else the log is read as that of the run before the
/// newest.
/// </remarks>
internal sealed class ContainerFollower(
    ICluster cluster, PodContainer container, LogQuery first, Secrets secrets, Func<LogLine, ValueTask> take, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Backoff pauses = new(FirstPause, LongestPause);
    private PodContainer? found;
    private bool isKnown = true;
    private bool hasNews;
    private bool isRefused;

    /// <summary>The place up to which the log is read. It may be given: the log is then read from there on.</summary>
    public LogCursor Cursor { get; init; } = new();

    /// <summary>Receives why the log cannot be read, and null as soon as it can.</summary>
    public Action<string?>? OnProblem { get; init; }

    /// <summary>The newest run of the container, where that is a later one.</summary>
    public PodContainer Newest
    {
        get => found ?? container;
        init => found = value;
    }

    private bool IsPrevious => Newest.Restarts > container.Restarts;

    /// <summary>Whether the log of the run can still be read: that of the newest run, and that of the run before.</summary>
    private bool HasLog => !IsPrevious || Newest.Previous?.Run == container.Run;

    /// <summary>Reads to the end of the run. A pod that is gone ends it too, and a log that may not be read.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var wasPrevious = IsPrevious;
            var start = Cursor.Last is { } last ? new LogQuery { Since = last.Seconds } : first;
            var query = start with { Follow = Newest.IsRunning && !wasPrevious, Previous = wasPrevious };
            var hasBroken = !await TryReadAsync(query, cancellationToken);
            if (!hasBroken && !query.Follow)
            {
                return;
            }

            // A stream ends with its container, and also where something in between cuts it: the container's status in the cluster decides.
            if (!await LookAsync(cancellationToken) || !HasLog || isRefused)
            {
                return;
            }

            // A stream that has brought lines is resumed at once. One that brings none is tried for as long as the container may run.
            if (!hasNews && (hasBroken || Newest.IsRunning) && wasPrevious == IsPrevious)
            {
                await Task.Delay(pauses.Next(), time, cancellationToken);
            }
        }
    }

    private async Task<bool> TryReadAsync(LogQuery query, CancellationToken cancellationToken)
    {
        Cursor.Rewind();
        hasNews = false;
        var isOwn = !container.CanRestart;
        var masked = new MaskedLines(secrets, query.Tail is not null);
        try
        {
            await foreach (var raw in cluster.ReadLogAsync(container, query, cancellationToken))
            {
                if (raw.IsUnfinished && query.Follow)
                {
                    // Something has cut the stream, or the container has ended: the line is read again, to its end.
                    return false;
                }

                if (!isOwn && !(isOwn = Cursor.HasPassed(raw) || await IsOwnAsync(raw.Stamp, query, cancellationToken)))
                {
                    return false;
                }

                var line = masked.Next(raw);
                if (Cursor.Advance(line))
                {
                    if (!hasNews)
                    {
                        hasNews = true;
                        pauses.Reset();
                        OnProblem?.Invoke(null);
                    }

                    await take(line);
                }
            }

            if (!isOwn && !await IsOwnAsync(null, query, cancellationToken))
            {
                return false;
            }

            OnProblem?.Invoke(null);
            return true;
        }
        catch (Exception exception) when (exception is ClusterException or HttpRequestException or IOException)
        {
            isRefused = exception is ClusterException { Failure: ClusterFailure.Forbidden };
            OnProblem?.Invoke(exception.Message);
            return false;
        }
    }

    /// <summary>Whether a stream, which has been opened before, is that of this run.</summary>
    private async Task<bool> IsOwnAsync(LogStamp? firstLine, LogQuery query, CancellationToken cancellationToken)
    {
        if (!await LookAsync(cancellationToken))
        {
            // Without its pod, the container is not started any more.
            return true;
        }

        var nextStart = (Newest.Restarts - container.Restarts) switch
        {
            1 => Newest.StartedAt,
            2 => Newest.PreviousStartedAt,
            _ => null,
        };
        return isKnown && ((HasLog && IsPrevious == query.Previous) || firstLine?.Time < nextStart);
    }

    /// <summary>Asks for the newest run of the container.</summary>
    /// <returns>Whether the pod exists. Where that is not known, it does.</returns>
    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var all = await cluster.ListContainersAsync(container.Namespace, [container.JobUid], cancellationToken);
            var present = all.FirstOrDefault(each => each.PodUid == container.PodUid && each.Name == container.Name);
            found = present ?? found;
            isKnown = true;
            return present is not null;
        }
        catch (ClusterException)
        {
            // Nothing is known; the next try finds out.
            isKnown = false;
            return true;
        }
    }
}
