using Goji.Policies;

namespace Goji.Manifests;

/// <summary>The rules for job files.</summary>
/// <param name="DefaultNamespace">The namespace of resources whose author named none; null if it is not known here, so that such resources
/// are not checked against the allowed ones.</param>
/// <param name="AllowedNamespaces">The namespaces that resources may be in; empty allows all.</param>
/// <param name="AllowedKinds">The kinds beside Job that a file may hold, spelled as Kubernetes spells them.</param>
internal sealed record ManifestRules(
    string? DefaultNamespace, IReadOnlyCollection<string> AllowedNamespaces, IReadOnlyCollection<string> AllowedKinds)
{
    /// <summary>The policy for the file; null for none. Both the rules and the policy must allow a file.</summary>
    public JobPolicy? Policy { get; init; }

    /// <summary>The queue that its Jobs wait in.</summary>
    public QueueLabels Queue { get; init; } = QueueLabels.None;

    /// <summary>Whether a file with a request to cancel it is refused, as when it is queued.</summary>
    public bool RefusesCancel { get; init; }
}
