namespace Goji.Manifests;

/// <summary>What a job file may ask for.</summary>
/// <param name="DefaultNamespace">The namespace of Jobs whose author named none.</param>
/// <param name="AllowedNamespaces">The namespaces that resources may be in; empty allows all.</param>
/// <param name="AllowedKinds">The kinds beside Job that a file may hold, spelt as Kubernetes spells them.</param>
internal sealed record ManifestRules(string DefaultNamespace, IReadOnlyCollection<string> AllowedNamespaces, IReadOnlyCollection<string> AllowedKinds);
