using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding;

/// <summary>What deciding needs to know from the cluster.</summary>
internal sealed record ClusterFacts
{
    public static ClusterFacts None { get; } = new();

    /// <summary>Namespaces in which an account, or the runner itself, can create no Job now, with the reason.</summary>
    public IReadOnlyDictionary<(string? Account, string Namespace), string> ClosedNamespaces { get; init; } = new Dictionary<(
        string? Account, string Namespace), string>();

    /// <summary>Files that the cluster would not start now, by path, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Refusals { get; init; } = new Dictionary<string, string>();

    /// <summary>Jobs of this repository that have the name of a Job to create.</summary>
    public IReadOnlyDictionary<(string Namespace, string Name), ObservedJob> Existing { get; init; } =
        new Dictionary<(string Namespace, string Name), ObservedJob>();

    /// <summary>
    /// For claims to be taken over, by path: the attempt with the Jobs that its runner was found to have created. No other claim is taken
    /// over.
    /// </summary>
    public IReadOnlyDictionary<string, Attempt> Begun { get; init; } = new Dictionary<string, Attempt>();

    /// <summary>
    /// Claims to be taken over that the cluster gave no answer about, by path, with the reason. They stay as they are.
    /// </summary>
    public IReadOnlyDictionary<string, string> Left { get; init; } = new Dictionary<string, string>();

    /// <summary>The paths of claims to be taken over whose Jobs this runner or another one may have tried to start before.</summary>
    public IReadOnlySet<string> TriedBefore { get; init; } = new HashSet<string>();

    /// <summary>Why the state of a claim to take over is unknown; null if all are known.</summary>
    public ClusterException? Outage { get; init; }
}
