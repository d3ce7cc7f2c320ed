namespace Goji.Ports;

/// <summary>Names an object of any kind.</summary>
/// <param name="ApiVersion">Such as <c>v1</c> or <c>apps/v1</c>.</param>
/// <param name="Kind">Such as <c>ConfigMap</c>.</param>
/// <param name="Namespace">The namespace; without meaning for kinds that are not in namespaces.</param>
/// <param name="Name">The name.</param>
internal readonly record struct ResourceName(string ApiVersion, string Kind, string Namespace, string Name)
{
    /// <summary>The name as messages have it: <c>ConfigMap 'default/settings'</c>.</summary>
    public override string ToString() => $"{Kind} '{Namespace}/{Name}'";
}
