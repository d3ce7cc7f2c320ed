using System.Text.Json;
using System.Text.Json.Nodes;

namespace Goji.Manifests.Rules;

/// <summary>
/// Finds tags of template languages in the fields of a Job whose values cannot be templates: numbers, quantities, names, words of a list.
/// </summary>
internal static class FieldTemplates
{
    // Free text, in which tags may be intended; and fields that other rules check.
    private static readonly HashSet<string> Skipped =
        ["command", "args", "value", "annotations", "data", "stringData", "binaryData", "status", "managedFields", "image",
            "generateName", "namespace"];

    /// <summary>Returns the first such field, with its tag; null if there is none.</summary>
    public static (string Field, string Tag)? FindIn(JsonObject job) =>
        Find(job["spec"], "spec") ?? Find((job["metadata"] as JsonObject)?["labels"], "metadata.labels");

    private static (string Field, string Tag)? Find(JsonNode? node, string field) => node switch
    {
        JsonObject mapping => mapping
            .Where(entry => !Skipped.Contains(entry.Key))
            .Select(entry => Find(entry.Value, $"{field}.{entry.Key}"))
            .FirstOrDefault(found => found is not null),
        JsonArray list => list.Select((item, i) => Find(item, $"{field}[{i}]")).FirstOrDefault(found => found is not null),
        JsonValue value when value.GetValueKind() == JsonValueKind.String
            && TemplateTags.InField(value.GetValue<string>()) is { } tag => (field, tag),
        _ => null,
    };
}
