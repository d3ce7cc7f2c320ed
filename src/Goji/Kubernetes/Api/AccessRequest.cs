namespace Goji.Kubernetes.Api;

/// <summary>A right to check with an access review.</summary>
/// <param name="Verb">The verb, such as <c>create</c>.</param>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Resource">The resource in the plural.</param>
/// <param name="Namespace">The namespace; empty for resources without one.</param>
internal sealed record AccessRequest(string Verb, string Group, string Resource, string Namespace)
{
    public override string ToString() => Namespace.Length > 0 ? $"{Verb} {Resource} in namespace '{Namespace}'" : $"{Verb} {Resource}";
}
