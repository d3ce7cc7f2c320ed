using Goji.Model;
using Goji.Ports;
using Goji.Ports.Pods;
using Goji.Records;

namespace Goji.Passes.Cancelling;

/// <summary>Waits until a deleted Job and all of its pods are gone.</summary>
internal sealed class JobDeletionWait(ICluster cluster, TimeProvider time)
{
    /// <summary>How long a pass waits for the end of the pods of a deleted Job. The next poll waits for those that take longer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(1);

    /// <param name="run">The Job.</param>
    /// <param name="limit">The time to wait; zero looks once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The Job while it exists; after that, the pods that are left. Neither if nothing is.</returns>
    public async Task<(ObservedJob? Job, IReadOnlyList<PodContainer> Pods)> WaitAsync(
        JobRun run, TimeSpan limit, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var pauses = new Backoff(FirstPoll, LongestPoll);
        while (true)
        {
            var job = await cluster.FindJobAsync(run.Namespace, run.Name, cancellationToken) is { } found && found.Uid == run.Uid
                ? found
                : null;
            var pods = job is null ? await JobPods.FindAsync(cluster, run, cancellationToken) : [];
            if ((job is null && pods.Count == 0) || time.GetElapsedTime(began) >= limit)
            {
                return (job, pods);
            }

            await Task.Delay(pauses.Next(), time, cancellationToken);
        }
    }
}
