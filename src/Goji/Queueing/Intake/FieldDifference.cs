using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Model;

namespace Goji.Queueing.Intake;

/// <summary>Shows what a change of a manifest dropped and added, a line for each field.</summary>
internal static class FieldDifference
{
    private const int MaxValue = 60;
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns lines such as <c>- metadata.uid: "6f1c…"</c>.</summary>
    public static IEnumerable<string> Of(JsonNode? before, JsonNode? after, string path = "")
    {
        if (JsonNode.DeepEquals(before, after))
        {
            return [];
        }

        return (before, after) switch
        {
            (JsonObject old, JsonObject now) => old
                .Select(field => field.Key)
                .Union(now.Select(field => field.Key))
                .SelectMany(key => OfField(old, now, key, path)),
            (JsonArray old, JsonArray now) when old.Count == now.Count => old.Select((item, i) => (item, i)).SelectMany(
                item => Of(item.item, now[item.i], $"{path}[{item.i}]")),
            _ => [$"- {path}: {Value(before)}", $"+ {path}: {Value(after)}"],
        };
    }

    private static IEnumerable<string> OfField(JsonObject old, JsonObject now, string key, string path)
    {
        var full = key.AsSpan().ContainsAny('.', '/') ? $"{path}['{key}']" : path.Length == 0 ? key : $"{path}.{key}";
        return (old.ContainsKey(key), now.ContainsKey(key)) switch
        {
            (true, false) => [$"- {full}: {Value(old[key])}"],
            (false, true) => [$"+ {full}: {Value(now[key])}"],
            _ => Of(old[key], now[key], full),
        };
    }

    private static string Value(JsonNode? node)
    {
        var text = node?.ToJsonString(Relaxed) ?? "null";
        return text.Length <= MaxValue ? text : node switch
        {
            JsonObject => "{ … }",
            JsonArray list => $"[ … ] ({list.Count})",
            _ => ShortText.Of(text, MaxValue),
        };
    }
}
