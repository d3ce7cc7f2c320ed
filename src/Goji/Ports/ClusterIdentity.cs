using Goji.Records;

namespace Goji.Ports;

/// <summary>What tells one cluster from another, whatever address it is reached by.</summary>
/// <param name="Uid">The UID of the namespace kube-system; null where the runner may not read it.</param>
/// <param name="CaFingerprint">SHA-256 of the CA certificates that the configuration names for the cluster; null where it names none.</param>
/// <param name="Address">The API server's address: the last resort, which can prove sameness and never difference.</param>
internal sealed record ClusterIdentity(string? Uid, string? CaFingerprint, string Address)
{
    private const string CaPrefix = "ca:";
    private const string AddressPrefix = "address:";

    /// <summary>The best there is, as an attempt records it.</summary>
    public string Best => Uid ?? CaFingerprintText ?? AddressPrefix + Address;

    /// <summary>The CA's fingerprint beside a UID, for runners that may not read the UID.</summary>
    public string? Second => Uid is null ? null : CaFingerprintText;

    private string? CaFingerprintText => CaFingerprint is null ? null : CaPrefix + CaFingerprint;

    public SameCluster Compare(Attempt attempt)
    {
        var recordedUid = IsUid(attempt.Cluster) ? attempt.Cluster : null;
        if (Uid is not null && recordedUid is not null)
        {
            return Uid == recordedUid ? SameCluster.Yes : SameCluster.No;
        }

        var recordedCa = recordedUid is null ? attempt.Cluster : attempt.ClusterCa;
        if (CaFingerprintText is not null && recordedCa?.StartsWith(CaPrefix, StringComparison.Ordinal) == true)
        {
            // Inside and outside, one cluster may be reached through different CAs: a difference proves nothing.
            return CaFingerprintText == recordedCa ? SameCluster.Yes : SameCluster.CannotTell;
        }

        return Uid is null && attempt.Cluster == AddressPrefix + Address ? SameCluster.Yes : SameCluster.CannotTell;
    }

    private static bool IsUid(string? text) =>
        text is not null && !text.StartsWith(CaPrefix, StringComparison.Ordinal) && !text.StartsWith(AddressPrefix, StringComparison.Ordinal);
}
