using Goji.Ports;
using Goji.Ports.Pods;

namespace Goji.Logs;

/// <summary>The open streams of logs: bounded in number, and none needs a thread.</summary>
/// <param name="cluster">Returns the cluster.</param>
/// <param name="settings">What is read, and what becomes of it.</param>
/// <param name="time">The clock.</param>
/// <param name="end">Ends all streams.</param>
internal sealed class LogStreams(Func<ICluster> cluster, LogSettings settings, TimeProvider time, CancellationToken end) : IDisposable
{
    /// <summary>Maximum number of streams.</summary>
    private const int MaxStreams = 100;

    /// <summary>How long the lines of a run wait for the last lines of the run before, which is being read.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromSeconds(8);

    private readonly SemaphoreSlim places = new(MaxStreams, MaxStreams);

    public void Dispose() => places.Dispose();

    /// <summary>Reads the log of a container, and of a run before it that nobody has read, unless they are read already.</summary>
    /// <param name="job">The Job.</param>
    /// <param name="container">The container.</param>
    /// <param name="mayWait">Whether the log is read later where all streams are in use; else it is not read now.</param>
    public void Start(FollowedJob job, PodContainer container, bool mayWait)
    {
        if (!settings.Selection.Includes(container))
        {
            return;
        }

        if (container.Previous is { } previous)
        {
            // A run that came and went between two polls.
            Start(job, previous, container, mayWait);
        }

        if (container.IsRunning || container.HasEnded || container.IsBetweenRuns)
        {
            Start(job, container, container, mayWait);
        }
    }

    private void Start(FollowedJob job, PodContainer container, PodContainer newest, bool mayWait)
    {
        if (job.IsRead(container) || !(mayWait || places.Wait(0)))
        {
            return;
        }

        if (!job.TryStart(container, () => ReadAsync(job, container, newest, hasStream: !mayWait)) && !mayWait)
        {
            places.Release();
        }
    }

    private async Task ReadAsync(FollowedJob job, PodContainer container, PodContainer newest, bool hasStream)
    {
        if (!hasStream)
        {
            await places.WaitAsync(end);
        }

        try
        {
            var before = container with { Restarts = container.Restarts - 1 };
            await job.WhenRead([before]).WaitAsync(Turn, time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (job.IsRead(before))
            {
                settings.Sink.Restarted(job, container);
            }

            ValueTask Take(LogLine line)
            {
                job.Keep(container, line.Text, settings.TailLines);
                settings.Sink.Write(job, container, line);
                return ValueTask.CompletedTask;
            }

            await new ContainerFollower(cluster(), container, settings.Selection.First, settings.Secrets, Take, time)
            {
                Newest = newest,
                OnProblem = problem => job.SetProblem(container, problem),
            }.RunAsync(end);
        }
        catch (Exception exception) when (exception is ClusterException
            or HttpRequestException
            or IOException
            or OperationCanceledException)
        {
            // The pod is gone, or the pass ends.
        }
        finally
        {
            places.Release();
        }
    }
}
