namespace Goji.Reconciling;

/// <summary>What deciding needs to know from the cluster.</summary>
/// <param name="ClosedNamespaces">Namespaces in which the runner may not create Jobs.</param>
/// <param name="StillActive">For queued files whose last attempt has no verdict: the Job of it that still runs.</param>
internal sealed record ClusterFacts(IReadOnlySet<string> ClosedNamespaces, IReadOnlyDictionary<string, string> StillActive)
{
    public static ClusterFacts None { get; } = new(new HashSet<string>(), new Dictionary<string, string>());
}
