using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Goji.Sandbox.Json;

internal static class JsonText
{
    // Scripts inside manifests stay readable: Kubernetes escapes no more than JSON demands.
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject ParseObject(ReadOnlySpan<byte> json) =>
        JsonNode.Parse(json) as JsonObject ?? throw new JsonException("The text is not a JSON object.");

    public static string Compact(JsonNode? node) => node?.ToJsonString(Options) ?? "null";

    public static byte[] Bytes(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = Options.Encoder }))
        {
            node.WriteTo(writer, Options);
        }

        return buffer.ToArray();
    }
}
