using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Goji.Sandbox.Json;

/// <summary>Reading of objects whose shape has been checked already: what is absent or of another type reads as absent.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static int? Int(this JsonNode? node, string name) =>
        node.Long(name) is { } number ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : null;

    public static long? Long(this JsonNode? node, string name)
    {
        if ((node as JsonObject)?[name] is not JsonValue value)
        {
            return null;
        }

        return value.TryGetValue<long>(out var number) ? number : value.TryGetValue<int>(out var small) ? small : null;
    }

    public static bool? Flag(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            ? node![name]!.GetValue<bool>()
            : null;

    public static JsonObject? Object(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    public static JsonArray? Array(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonArray;

    public static IEnumerable<JsonObject> Objects(this JsonNode? node, string name) => node.Array(name)?.OfType<JsonObject>() ?? [];

    public static IEnumerable<string> Texts(this JsonNode? node, string name) =>
        node.Array(name)?.OfType<JsonValue>().Where(
            value => value.GetValueKind() == JsonValueKind.String).Select(value => value.GetValue<string>())
            ?? [];

    /// <summary>Gets the object under a name, adding an empty one where there is none.</summary>
    public static JsonObject Child(this JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child)
        {
            return child;
        }

        child = [];
        parent[name] = child;
        return child;
    }

    public static IReadOnlyDictionary<string, string> TextMap(this JsonNode? node, string name)
    {
        if (node.Object(name) is not { Count: > 0 } map)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        var result = new Dictionary<string, string>(map.Count, StringComparer.Ordinal);
        foreach (var (key, value) in map)
        {
            result[key] = value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : "";
        }

        return result;
    }

    /// <summary>Adds a node as it is: the array's own generic method takes any type, and would need reflection for it.</summary>
    public static void AddNode(this JsonArray array, JsonNode node) => array.Add(node);

    public static void Default(this JsonObject parent, string name, JsonNode value)
    {
        if (parent[name] is null)
        {
            parent[name] = value;
        }
    }
}
