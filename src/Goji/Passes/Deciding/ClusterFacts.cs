using Goji.Records;

namespace Goji.Passes.Deciding;

/// <summary>What deciding needs to know from the cluster.</summary>
/// <param name="ClosedNamespaces">Namespaces in which no Job can be created now, with the reason.</param>
/// <param name="StillActive">For queued files whose last attempt has no verdict: the Job of it that still runs.</param>
/// <param name="Begun">For claims to be taken over, by path: the attempt with the Jobs that its runner was found to have created. No other claim is taken over.</param>
internal sealed record ClusterFacts(
    IReadOnlyDictionary<string, string> ClosedNamespaces, IReadOnlyDictionary<string, string> StillActive, IReadOnlyDictionary<string, Attempt> Begun)
{
    public static ClusterFacts None { get; } = new(new Dictionary<string, string>(), new Dictionary<string, string>(), new Dictionary<string, Attempt>());
}
