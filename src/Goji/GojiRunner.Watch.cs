using Goji.Model;

namespace Goji;

public sealed partial class GojiRunner
{
    /// <summary>The most namespaces that are watched at a time. Jobs in others wait for the next poll.</summary>
    private const int MaxWatchedNamespaces = 20;

    /// <summary>Waits until one of the Jobs that a pass has left running has finished or is gone, or the time is up.</summary>
    /// <remarks>It is a hint to run the next pass. Where the runner may not watch Jobs, the time is waited for.</remarks>
    /// <param name="report">The report of the pass.</param>
    /// <param name="wait">The time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task WatchAsync(GojiReport report, TimeSpan wait, CancellationToken cancellationToken)
    {
        var running = report.Processing
            .SelectMany(job => job.Jobs)
            .Where(job => job.State == JobState.Processing && job.Uid.Length > 0)
            .GroupBy(job => job.Namespace)
            .ToList();
        using var cluster = OpenCluster(Impatience);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watches = running.Take(MaxWatchedNamespaces)
            .Select(
                group => cluster.WatchJobsAsync(
                    group.Key, $"{MarkNames.ManagedBy}={MarkNames.Goji}", group.Select(job => job.Uid).ToHashSet(), wait, ended.Token))
            .Append(Task.Delay(wait, time, ended.Token))
            .ToList();
        await Task.WhenAny(watches);
        await ended.CancelAsync();
        await Task.WhenAll(watches).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
