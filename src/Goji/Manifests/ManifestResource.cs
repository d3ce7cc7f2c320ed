using System.Text.Json.Nodes;
using Goji.Manifests.Rules;

namespace Goji.Manifests;

/// <summary>A resource of another kind than Job, as its author wrote it.</summary>
/// <param name="ApiVersion">Such as <c>v1</c> or <c>apps/v1</c>.</param>
/// <param name="Kind">Such as <c>ConfigMap</c>.</param>
/// <param name="Namespace">The author's namespace, else the default one; without meaning for kinds that live outside of namespaces.</param>
/// <param name="Name">The name; there is no generateName, because these objects are applied and not created.</param>
/// <param name="Body">Everything the author wrote, in the author's order.</param>
internal sealed record ManifestResource(string ApiVersion, string Kind, string Namespace, string Name, JsonObject Body)
{
    /// <summary>Whether it stays when the Jobs of its file go.</summary>
    public bool IsKept => RetainedKinds.Has(Kind);

    /// <summary>Where it is, for messages: the file, the document where there are several, and the line.</summary>
    public required string Place { get; init; }
}
