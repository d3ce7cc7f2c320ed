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
    Decider decider, ClaimComposer composer, ManifestStore manifests, Publisher publisher, JobAudit audit, int batch)
{
    /// <param name="snapshot">The snapshot to begin with.</param>
    /// <param name="known">What the pass knows beyond it.</param>
    /// <param name="facts">What the cluster answered about the files.</param>
    /// <param name="cancellationToken">Ends the step.</param>
    public async Task<Published<ClaimPlan>> RunAsync(
        IRepositorySnapshot snapshot, IKnownFiles known, ClusterFacts facts, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Begin("goji.claim");
        var decided = snapshot;
        var published = await publisher.PublishAsync(
            snapshot,
            tip => composer.Compose(decided = tip, decider.Decide(tip, known, facts, batch), facts),
            PassStep.ClaimCommit,
            PassStep.ClaimPush,
            cancellationToken);
        audit.Decided(decided, published.Plan.Decisions);
        manifests.Forget();
        return published;
    }
}
