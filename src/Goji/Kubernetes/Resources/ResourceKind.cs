using Goji.Ports;

namespace Goji.Kubernetes.Resources;

/// <summary>A kind of object as the API serves it.</summary>
/// <param name="Prefix">The path of its API version, such as <c>apis/apps/v1</c>.</param>
/// <param name="Plural">The resource's name in paths and Roles, such as <c>deployments</c>.</param>
/// <param name="IsNamespaced">Whether its objects are in namespaces.</param>
internal sealed record ResourceKind(string Prefix, string Plural, bool IsNamespaced)
{
    /// <summary>The API group as Roles name it; empty for the core group.</summary>
    public string Group => Prefix.Split('/') is ["apis", var group, _] ? group : "";

    /// <summary>The path of all objects beside a named one.</summary>
    public string PathOfAll(ResourceName name) =>
        IsNamespaced ? $"{Prefix}/namespaces/{Uri.EscapeDataString(name.Namespace)}/{Plural}" : $"{Prefix}/{Plural}";

    public string PathOf(ResourceName name) => $"{PathOfAll(name)}/{Uri.EscapeDataString(name.Name)}";

    /// <summary>The object as messages name it.</summary>
    public string Describe(ResourceName name) => IsNamespaced ? name.ToString() : $"{name.Kind} '{name.Name}'";
}
