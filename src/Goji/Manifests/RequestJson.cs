using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Goji.Manifests;

/// <summary>Writes request bodies from their authors' nodes.</summary>
internal static class RequestJson
{
    // The bytes go to an API server and never into a web page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteProperty(Utf8JsonWriter writer, string key, JsonNode? value)
    {
        writer.WritePropertyName(key);
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    /// <summary>Writes labels or annotations: the author's, and Goji's marks, which win.</summary>
    public static void WriteMarked(Utf8JsonWriter writer, string name, JsonObject? authors, IReadOnlyDictionary<string, string?> marks)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in authors ?? [])
        {
            if (!marks.ContainsKey(key))
            {
                WriteProperty(writer, key, value);
            }
        }

        foreach (var (key, value) in marks)
        {
            if (value is not null)
            {
                writer.WriteString(key, value);
            }
        }

        writer.WriteEndObject();
    }
}
