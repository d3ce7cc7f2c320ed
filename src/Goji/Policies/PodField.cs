using System.Text.Json;
using System.Text.Json.Nodes;

namespace Goji.Policies;

/// <summary>Reads fields without trusting their types: what is not as it should be is not what a rule asks for.</summary>
internal static class PodField
{
    public static JsonNode? At(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>Whether a field is there with any value but false: a value of a wrong type is no way around a rule.</summary>
    public static bool IsSet(JsonNode? node) => node is not null && node.GetValueKind() != JsonValueKind.False;

    public static bool IsTrue(JsonNode? node) => node?.GetValueKind() == JsonValueKind.True;

    public static bool IsFalse(JsonNode? node) => node?.GetValueKind() == JsonValueKind.False;

    /// <summary>Whether a field is absent, or a text among some.</summary>
    public static bool IsAbsentOr(JsonNode? node, params ReadOnlySpan<string> allowed) =>
        node is null || (Text(node) is { } text && allowed.Contains(text));

    public static bool IsZero(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.ToJsonString() == "0";

    public static IEnumerable<string> Texts(JsonNode? node) =>
        (node as JsonArray ?? []).Select(item => Text(item) ?? item?.ToJsonString() ?? "null");

    public static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();
}
