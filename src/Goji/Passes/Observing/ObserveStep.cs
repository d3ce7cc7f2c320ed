using System.Collections.Concurrent;
using Goji.Model;
using Goji.Passes.Cancelling;
using Goji.Ports;

namespace Goji.Passes.Observing;

/// <summary>Finds out the state of the Jobs of the files in processing, and ends those whose files are cancelled.</summary>
internal sealed class ObserveStep(
    PassContext context, ICluster cluster, ObservedFileOpener cases, PassLogs logs, CancelStep cancel, PrefetchedList? ahead)
{
    private const int MaxLooks = 3;

    private readonly QueuedJobs queued = new(cluster, context.Log);

    /// <summary>A list that was requested before the pass began serves the first poll alone.</summary>
    private PrefetchedList? ahead = ahead;

    /// <param name="snapshot">The snapshot that the files are in.</param>
    /// <param name="repositoryId">The repository's id.</param>
    /// <param name="files">The files to observe.</param>
    /// <param name="cancellationToken">Ends the step.</param>
    /// <returns>What was found, after the cancels. A Job that finished before it was ended is observed again: its verdict counts.</returns>
    public async Task<PollResult> RunAsync(
        IRepositorySnapshot snapshot, string repositoryId, IReadOnlyList<ProcessingFile> files, CancellationToken cancellationToken)
    {
        for (var looks = 1; ; looks++)
        {
            var seen = await PollAsync(snapshot, repositoryId, files, cancellationToken);
            var (look, hasChanged) = await cancel.RunAsync(seen, snapshot, repositoryId, cancellationToken);
            if (!hasChanged || looks == MaxLooks)
            {
                return look;
            }
        }
    }

    /// <summary>Observes, and ends nothing.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<PollResult> PollAsync(
        IRepositorySnapshot snapshot, string repositoryId, IReadOnlyList<ProcessingFile> files, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Begin("goji.observe");
        context.Probe.Before(PassStep.Observe);
        var observer = new Observer(cluster, context.Options, repositoryId, ahead);
        ahead = null;
        var opened = cases.Open(snapshot, repositoryId, files);
        var wanted = opened.SelectMany(item => item.Wanted.Select(run => (run, item.Attempt!.Id))).ToList();
        var observations = await observer.ObserveAsync(wanted, cancellationToken);
        await queued.PollAsync(observations.Values.Select(seen => seen.Job).OfType<ObservedJob>(), cancellationToken);

        var judge = new Judge(context, cluster, logs, queued);
        var findings = new ConcurrentBag<Finding>();
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, context.Options.Parallelism),
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(opened.OrderBy(item => item.Attempt?.ClaimedAt), parallel, async (item, token) =>
            findings.Add(await judge.JudgeAsync(item, observations, token)));
        context.Probe.After(PassStep.Observe);
        return new(
            [.. findings.OrderBy(finding => finding.Path, StringComparer.Ordinal)],
            wanted.Count,
            observations.Values.Count(seen => seen.NoAnswer is not null));
    }
}
