using Goji.Model;
using Goji.Passes.Deciding.Takeovers;
using Goji.Ports;

namespace Goji.Passes.Deciding;

/// <summary>
/// Reads from the cluster what deciding needs, so that no claim is made that cannot succeed. The decisions are made again on each snapshot
/// that a claim is composed for, with the same facts; nothing is committed here.
/// </summary>
internal sealed class DecideStep(Decider decider, SourceRule source, ClusterFactsReader finder, TakeoverFinder takeovers, int batch)
{
    /// <param name="snapshot">The snapshot to begin with.</param>
    /// <param name="known">What the pass knows beyond it.</param>
    /// <param name="cancellationToken">Ends the step.</param>
    public async Task<ClusterFacts> RunAsync(IRepositorySnapshot snapshot, IKnownFiles known, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Begin("goji.decide");
        await source.FetchHistoryAsync(snapshot, cancellationToken);
        var decisions = decider.Decide(snapshot, known, ClusterFacts.None, batch);
        var facts = await finder.FindAsync(decisions, snapshot, cancellationToken);
        return await takeovers.FindAsync(facts, decisions, snapshot, known, cancellationToken);
    }

    /// <summary>Decides about all queued files at once, for a preview.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<Decisions> PreviewAsync(IRepositorySnapshot snapshot, IKnownFiles known, CancellationToken cancellationToken)
    {
        await source.FetchHistoryAsync(snapshot, cancellationToken);
        var intended = decider.Decide(snapshot, known, ClusterFacts.None, int.MaxValue);
        return decider.Decide(snapshot, known, await finder.FindAsync(intended, snapshot, cancellationToken), int.MaxValue);
    }
}
