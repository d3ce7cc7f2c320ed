using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Model;
using Goji.Ports;

namespace Goji.Kubernetes.Resources;

/// <summary>Reads and writes objects of any kind.</summary>
internal static class ResourceJson
{
    private static readonly SearchValues<byte> Backslash = SearchValues.Create((byte)'\\');

    public static ObservedResource Read(ResourceName name, bool isNamespaced, byte[] content)
    {
        var body = JsonNode.Parse(content)!.AsObject();
        using var document = JsonDocument.Parse(content);
        var metadata = document.RootElement.Field("metadata") ?? default;
        var labels = metadata.Field("labels");
        return new(name, metadata.Text("uid"), body)
        {
            IsNamespaced = isNamespaced,
            RunId = labels.TextOrNull(MarkNames.RunId),
            RepositoryId = labels.TextOrNull(MarkNames.Repository),
            File = metadata.Field("annotations").TextOrNull(MarkNames.File),
            IsBeingDeleted = metadata.Field("deletionTimestamp") is not null,
            IsApplied = ((JsonElement?)metadata).Items("managedFields")
                .Any(entry => entry.Text("manager") == MarkNames.Goji && entry.Text("operation") == "Apply"),
        };
    }

    /// <summary>
    /// JSON that is also the YAML it is sent as: JSON escapes a character beyond the Basic Multilingual Plane as two surrogates, which YAML
    /// refuses.
    /// </summary>
    public static byte[] ToYaml(ReadOnlySpan<byte> json)
    {
        var yaml = new ArrayBufferWriter<byte>(json.Length);
        Span<byte> encoded = stackalloc byte[4];
        for (var at = json.IndexOfAny(Backslash); at >= 0; at = json.IndexOfAny(Backslash))
        {
            yaml.Write(json[..at]);
            if (Surrogate(json, at) is { } high
                && Surrogate(json, at + 6) is { } low
                && Rune.TryCreate((char)high, (char)low, out var rune))
            {
                yaml.Write(encoded[..rune.EncodeToUtf8(encoded)]);
                json = json[(at + 12)..];
            }
            else
            {
                yaml.Write(json.Slice(at, 2));
                json = json[(at + 2)..];
            }
        }

        yaml.Write(json);
        return yaml.WrittenSpan.ToArray();
    }

    /// <summary>The surrogate that is escaped at a place; null if there is none.</summary>
    private static ushort? Surrogate(ReadOnlySpan<byte> json, int at) =>
        json.Length >= at + 6
        && json[at] == '\\'
        && json[at + 1] == 'u'
        && ushort.TryParse(json.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        && char.IsSurrogate((char)value)
            ? value
            : null;
}
