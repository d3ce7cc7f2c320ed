using System.Text.Json.Nodes;
using Goji.Manifests.Rules;
using Goji.Yaml.Writing;

namespace Goji.Queueing.Intake;

/// <summary>A resource of a manifest that is split.</summary>
/// <param name="kind">Its kind.</param>
/// <param name="body">Its content.</param>
/// <param name="text">How its author wrote it; null for an item of a list, which is written again.</param>
internal sealed class SplitDocument(string kind, JsonObject body, string? text)
{
    public string Kind => kind;

    public JsonObject Body => body;

    public string Text => text ?? YamlWriter.Write(WithKind());

    public bool IsJob { get; } = KindRule.IsMeantAsJob(ManifestText.TextOf(body["apiVersion"]), kind);

    /// <summary>The name, or what it begins with.</summary>
    public string Name { get; } = NameOf(body["metadata"] as JsonObject ?? []);

    public string Namespace { get; } = ManifestText.TextOf((body["metadata"] as JsonObject)?["namespace"]);

    private static string NameOf(JsonObject metadata) =>
        ManifestText.TextOf(metadata["name"]) is { Length: > 0 } name
            ? name
            : ManifestText.TextOf(metadata["generateName"]).TrimEnd('-', '.');

    // The items of a typed list omit the kind and the API version of the list.
    private JsonObject WithKind()
    {
        var whole = (JsonObject)body.DeepClone();
        if (!whole.ContainsKey("kind"))
        {
            whole.Insert(0, "apiVersion", KindRule.IsMeantAsJob("", kind) ? "batch/v1" : "v1");
            whole.Insert(1, "kind", kind);
        }

        return whole;
    }
}
