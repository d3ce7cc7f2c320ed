using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Yaml;

namespace Goji.Manifests;

/// <summary>Takes documents apart into resources, lists expanded as kubectl expands them.</summary>
internal sealed class ManifestEntries(List<ManifestFinding> findings)
{
    public IEnumerable<ManifestEntry> Of(YamlDocument document) => document.Root switch
    {
        null => [],
        JsonObject body => Expand(new ManifestEntry(document.Number, document.Line, "", body)),
        var other => Refuse(
            new ManifestFinding(
                document.Number,
                document.Line,
                0,
                $"The document is {Describe(other)}. A Kubernetes resource is a mapping that begins with apiVersion, kind and metadata.")),
    };

    private IEnumerable<ManifestEntry> Expand(ManifestEntry entry)
    {
        if (Text(entry.Body, "kind") is not { } kind
            || !kind.EndsWith("List", StringComparison.Ordinal)
            || !entry.Body.ContainsKey("items"))
        {
            return [entry];
        }

        if (entry.Body["items"] is not JsonArray items)
        {
            return entry.Body["items"] is null
                ? []
                : Refuse(
                    entry.Finding($"The items of the {kind} are no list. Write each resource as an item that begins with '- apiVersion'."));
        }

        var bodies = items.ToList();
        items.Clear();
        return bodies.SelectMany((item, index) => ExpandItem(entry, kind, $"{entry.Item}Item {index + 1} of the {kind}: ", item));
    }

    private IEnumerable<ManifestEntry> ExpandItem(ManifestEntry list, string listKind, string name, JsonNode? item)
    {
        if (item is not JsonObject body)
        {
            return Refuse(
                new ManifestFinding(
                    list.Document,
                    list.Line,
                    0,
                    $"{name}It is {Describe(item)}. A Kubernetes resource is a mapping that begins with apiVersion, kind and metadata."));
        }

        // The items of a typed list, such as a JobList from the API server, leave out kind and apiVersion, which the list has.
        if (listKind != "List" && !body.ContainsKey("kind") && !body.ContainsKey("apiVersion"))
        {
            body.Insert(0, "apiVersion", list.Body["apiVersion"]?.DeepClone());
            body.Insert(1, "kind", listKind[..^"List".Length]);
        }

        return Expand(new ManifestEntry(list.Document, list.Line, name, body));
    }

    private IEnumerable<ManifestEntry> Refuse(ManifestFinding finding)
    {
        findings.Add(finding);
        return [];
    }

    private static string Describe(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "empty",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "a mapping",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        _ => "a boolean",
    };

    private static string? Text(JsonObject body, string key) =>
        body[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
