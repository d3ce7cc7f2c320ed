using System.Globalization;
using System.Text;
using System.Text.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Reading;

/// <summary>Writes a list out of the bytes of its objects.</summary>
internal static class ListWriter
{
    public static byte[] Write(ResourceKind kind, ListPage page)
    {
        var into = new MemoryStream(1024 + page.Items.Sum(one => one.Json.Length));
        using (var writer = new Utf8JsonWriter(into))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind.Kind + "List");
            writer.WriteString("apiVersion", kind.ApiVersion);
            writer.WriteStartObject("metadata");
            writer.WriteString("resourceVersion", page.Version.ToString(CultureInfo.InvariantCulture));
            if (page.Continue is not null)
            {
                writer.WriteString("continue", page.Continue);
                writer.WriteNumber("remainingItemCount", page.Remaining ?? 0);
            }

            writer.WriteEndObject();
            writer.WriteStartArray("items");
            var leading = Leading(kind);
            foreach (var item in page.Items)
            {
                writer.WriteRawValue(WithoutType(item.Json, leading), skipInputValidation: true);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return into.ToArray();
    }

    private static byte[] Leading(ResourceKind kind) =>
        Encoding.UTF8.GetBytes($"{{\"apiVersion\":\"{kind.ApiVersion}\",\"kind\":\"{kind.Kind}\",");

    // The items of a real server's list have no kind and apiVersion.
    private static ReadOnlySpan<byte> WithoutType(byte[] json, byte[] leading)
    {
        if (!json.AsSpan().StartsWith(leading))
        {
            return json;
        }

        var bare = new byte[json.Length - leading.Length + 1];
        bare[0] = (byte)'{';
        json.AsSpan(leading.Length).CopyTo(bare.AsSpan(1));
        return bare;
    }
}
