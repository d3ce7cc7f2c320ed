using Goji.Ports;

namespace Goji.Passes.Deciding;

/// <summary>The rule that keeps two runners from starting the same claim.</summary>
/// <param name="identity">The configured cluster.</param>
/// <param name="now">The time by the API server's clock, at its earliest: what is old by it is old.</param>
/// <param name="runner">The name of this runner.</param>
/// <param name="claimTime">The age from which a claim may be taken over.</param>
internal sealed class TakeoverRule(ClusterIdentity identity, Func<DateTimeOffset> now, string runner, TimeSpan claimTime)
{
    /// <summary>
    /// Whether this runner may start the Jobs of a claim: it is its own, or its runner had its time. On another cluster, or where the
    /// cluster cannot be compared, nothing is started: it may have been started where the claim was made.
    /// </summary>
    public bool Applies(ProcessingFile file) =>
        file.IsUnstarted
        && identity.Compare(file.Attempt!) == SameCluster.Yes
        && (file.Attempt!.ClaimedBy == runner || now() - file.Attempt.ClaimedAt >= claimTime);
}
