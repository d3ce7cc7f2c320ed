using System.Globalization;
using System.Text.Json;

namespace Goji.Kubernetes;

/// <summary>Reads fields of API objects, all of which may be missing.</summary>
internal static class JsonFields
{
    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static JsonElement? Field(this JsonElement? element, string name) => element?.Field(name);

    public static string Text(this JsonElement element, string name) => element.TextOrNull(name) ?? "";

    public static string? TextOrNull(this JsonElement? element, string name) => element?.TextOrNull(name);

    public static string? TextOrNull(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static int? Number(this JsonElement? element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    public static bool Flag(this JsonElement? element, string name) => element.Field(name)?.ValueKind == JsonValueKind.True;

    public static DateTimeOffset? Time(this JsonElement? element, string name) =>
        element.TextOrNull(name) is { } text
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
