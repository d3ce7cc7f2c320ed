using Goji.Model;
using Goji.Passes.Auditing;
using Goji.Passes.Deciding;
using Goji.Passes.Publishing;
using Goji.Ports;

namespace Goji.Passes.Claiming;

/// <summary>
/// Decides about the newest snapshot and pushes the claims. Once the push has landed, the claimed files are this runner's.
/// </summary>
internal sealed class ClaimStep(
    GojiOptions options,
    Decider decider,
    FactFinder finder,
    TakeoverFinder takeovers,
    SourceRule source,
    ClaimComposer composer,
    ManifestStore manifests,
    Publisher publisher,
    JobAudit audit)
{
    /// <param name="snapshot">The snapshot to begin with.</param>
    /// <param name="known">What the pass knows beyond it.</param>
    /// <param name="cancellationToken">Ends the step.</param>
    public async Task<Published<ClaimPlan>> RunAsync(IRepositorySnapshot snapshot, IKnownFiles known, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Begin("goji.claim");
        var facts = await DecideAsync(snapshot, known, cancellationToken);
        var decided = snapshot;
        var published = await publisher.PublishAsync(
            snapshot,
            tip => composer.Compose(decided = tip, decider.Decide(tip, known, facts, options.ClaimBatch), facts),
            PassStep.ClaimCommit,
            PassStep.ClaimPush,
            cancellationToken);
        audit.Decided(decided, published.Plan.Decisions);
        manifests.Forget();
        return published;
    }

    private async Task<ClusterFacts> DecideAsync(IRepositorySnapshot snapshot, IKnownFiles known, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Begin("goji.decide");
        await source.FetchHistoryAsync(snapshot, cancellationToken);
        var decisions = decider.Decide(snapshot, known, ClusterFacts.None, options.ClaimBatch);
        var facts = await finder.FindAsync(decisions, snapshot, cancellationToken);
        return await takeovers.FindAsync(facts, decisions, snapshot, known, cancellationToken);
    }
}
