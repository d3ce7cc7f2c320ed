using System.Text;
using System.Text.Json.Nodes;
using Goji.Manifests;
using Goji.Yaml;
using Goji.Yaml.Json;
using Goji.Yaml.Writing;

namespace Goji.Queueing.Intake;

/// <summary>A manifest that is changed before it is queued: its text, and the values of its documents.</summary>
internal sealed class ManifestText
{
    private readonly ManifestFile file;
    private readonly IReadOnlyList<YamlDocument> documents;

    /// <exception cref="ManifestException">The manifest is not YAML or JSON.</exception>
    public ManifestText(ManifestFile file)
    {
        this.file = file;
        documents = ManifestReader.ReadDocuments(file.Name, file.Content);
        IsJson = file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && JsonDocuments.IsJson(file.Content);
        Text = FileText.Decode(file.Content);
    }

    /// <summary>Whether it is JSON, and not YAML.</summary>
    public bool IsJson { get; }

    public string Text { get; }

    /// <summary>The values of its documents; null for an empty one.</summary>
    public IEnumerable<JsonNode?> Roots => documents.Select(document => document.Root);

    /// <summary>Changes every resource, and leaves the rest of the text as it is.</summary>
    /// <param name="change">Changes a resource of a kind.</param>
    /// <param name="seen">Receives each document before and after the changes.</param>
    public ManifestFile Changed(Action<string, JsonObject> change, Action<JsonNode?, JsonNode?>? seen = null)
    {
        var before = Roots.ToList();
        var after = before.Select(root => root?.DeepClone()).ToList();
        foreach (var (kind, body) in after.SelectMany(ResourcesIn))
        {
            change(kind, body);
        }

        foreach (var (old, now) in before.Zip(after))
        {
            seen?.Invoke(old, now);
        }

        if (before.Zip(after).All(pair => JsonNode.DeepEquals(pair.First, pair.Second)))
        {
            return file;
        }

        var text = IsJson ? string.Concat(after.OfType<JsonNode>().Select(YamlWriter.Json)) : YamlRewriter.Rewrite(Text, before, after);
        return file with { Content = Encoding.UTF8.GetBytes(text) };
    }

    /// <summary>The resources of a document: itself, or the items of a list, as kubectl expands it.</summary>
    public static IEnumerable<(string Kind, JsonObject Body)> ResourcesIn(JsonNode? root) =>
        root is JsonObject body ? ResourcesIn(body, TextOf(body["kind"])) : [];

    public static string TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static IEnumerable<(string Kind, JsonObject Body)> ResourcesIn(JsonObject body, string kind) =>
        kind.EndsWith("List", StringComparison.Ordinal) && body["items"] is JsonArray items
            ? items.OfType<JsonObject>().SelectMany(
                item => ResourcesIn(item, item.ContainsKey("kind") ? TextOf(item["kind"]) : kind[..^"List".Length]))
            : [(kind, body)];
}
