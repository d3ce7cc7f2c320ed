using Goji.Passes.Observing;
using Goji.Ports;

namespace Goji.Passes.Waiting;

/// <summary>Waits for the end of one of the awaited Jobs, or for the time of the next poll.</summary>
internal sealed class WaitStep(PassContext context, ICluster cluster)
{
    /// <summary>Up to this many Jobs of one namespace are watched; of more, one ends at almost any time, and looking is cheaper.</summary>
    private const int MaxWatched = 100;

    /// <summary>Minimum time between two polls, in case watches keep ending early.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(IReadOnlyList<JobReport> awaited, TimeSpan time, string repositoryId, CancellationToken cancellationToken)
    {
        var running = awaited.SelectMany(job => job.Jobs).Where(job => job.State == JobState.Processing && job.Uid.Length > 0).ToList();
        if (running.Count is 0 or > MaxWatched || running.Select(job => job.Namespace).Distinct().Count() > 1)
        {
            await Task.Delay(time, context.Time, cancellationToken);
            return;
        }

        var began = context.Time.GetTimestamp();
        await cluster.WatchJobsAsync(
            running[0].Namespace, Observer.SelectorOf(repositoryId), running.Select(job => job.Uid).ToHashSet(), time, cancellationToken);
        var rest = (time < ShortestPause ? time : ShortestPause) - context.Time.GetElapsedTime(began);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, context.Time, cancellationToken);
        }
    }
}
