using Goji.Runs;

namespace Goji.Reconciling;

/// <summary>What deciding needs to know from the cluster.</summary>
/// <param name="ClosedNamespaces">Namespaces in which the runner may not create Jobs.</param>
/// <param name="StillActive">For queued files whose last attempt has no verdict: the Job of it that still runs.</param>
/// <param name="Begun">For claims to be taken over, by path: the attempt with the Jobs that its runner was found to have created. No other claim is taken over.</param>
internal sealed record ClusterFacts(
    IReadOnlySet<string> ClosedNamespaces, IReadOnlyDictionary<string, string> StillActive, IReadOnlyDictionary<string, Attempt> Begun)
{
    public static ClusterFacts None { get; } = new(new HashSet<string>(), new Dictionary<string, string>(), new Dictionary<string, Attempt>());
}
