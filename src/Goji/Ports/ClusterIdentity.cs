using Goji.Records;

namespace Goji.Ports;

/// <summary>
/// Identifies a cluster, whatever address it is reached by. Addresses and CA certificates are not part of it: many clusters share one
/// access proxy or one CA, and one cluster may have several of both.
/// </summary>
/// <param name="Uid">The UID of the namespace kube-system; null where the runner may not read it.</param>
/// <param name="Proofs">Other facts that prove that two runners use the same cluster.</param>
internal sealed record ClusterIdentity(string? Uid, ClusterProofs Proofs)
{
    // Version 1.0.0 recorded a CA's fingerprint or an address where it could not read the UID. Neither proves anything.
    private static readonly string[] PrefixesWithoutProof = ["ca:", "address:"];

    /// <summary>The cluster as messages name it.</summary>
    public string Name => Uid ?? "its uid cannot be read";

    public SameCluster Compare(Attempt attempt)
    {
        if (Uid is not null && RecordedUid(attempt) is { } recorded)
        {
            return Uid == recorded ? SameCluster.Yes : SameCluster.No;
        }

        return Proofs.ProveSameAs(ClusterProofs.Parse(attempt.ClusterProofs)) ? SameCluster.Yes : SameCluster.CannotTell;
    }

    /// <summary>
    /// Whether more has to be known than the UID: to compare the cluster with that of these attempts, or to let other runners compare it.
    /// </summary>
    public bool NeedsProofs(IEnumerable<Attempt?> attempts, bool willRecord) =>
        willRecord || attempts.Any(attempt => attempt is null || (!attempt.IsJudged && (Uid is null || RecordedUid(attempt) is null)));

    /// <summary>Records the cluster in an attempt.</summary>
    public Attempt Mark(Attempt attempt) => attempt with { Cluster = Uid, ClusterProofs = Proofs.ToText() };

    private static string? RecordedUid(Attempt attempt) =>
        Array.Exists(PrefixesWithoutProof, prefix => attempt.Cluster?.StartsWith(prefix, StringComparison.Ordinal) == true)
            ? null
            : attempt.Cluster;
}
