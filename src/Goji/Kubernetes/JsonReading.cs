using System.Globalization;
using System.Text.Json;

namespace Goji.Kubernetes;

/// <summary>
/// Reads the fields of long API objects in the order in which they come, each once. A value of another type than the expected one is read
/// as if it were missing.
/// </summary>
/// <remarks>
/// A value is read at its name, and the reader is at the value's end afterwards. A value that is not read is skipped by
/// <see cref="Utf8JsonReader.Skip"/>.
/// </remarks>
internal static class JsonReading
{
    /// <summary>API objects may be deeper than a reader's default allows.</summary>
    public static readonly JsonReaderOptions Deep = new() { MaxDepth = 256 };

    /// <summary>Reads the name of the next field.</summary>
    /// <returns>Whether the object has one more.</returns>
    public static bool ReadName(this ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Begins to read an object; another value is skipped.</summary>
    public static bool BeginObject(this ref Utf8JsonReader reader) => reader.Begin(JsonTokenType.StartObject);

    /// <summary>Begins to read an array; another value is skipped.</summary>
    public static bool BeginArray(this ref Utf8JsonReader reader) => reader.Begin(JsonTokenType.StartArray);

    /// <summary>Reads the next value of an array that is an object, and skips others.</summary>
    /// <returns>Whether the array has one more.</returns>
    public static bool ReadItem(this ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <param name="reader">The reader.</param>
    /// <param name="likely">A text that the value may be equal to: it is returned in place of a copy.</param>
    public static string? ReadText(this ref Utf8JsonReader reader, string? likely = null) =>
        !reader.Begin(JsonTokenType.String) ? null
        : likely is not null && reader.ValueTextEquals(likely) ? likely
        : reader.GetString();

    public static int? ReadNumber(this ref Utf8JsonReader reader) =>
        reader.Begin(JsonTokenType.Number) && reader.TryGetInt32(out var value) ? value : null;

    public static bool ReadFlag(this ref Utf8JsonReader reader) => reader.Begin(JsonTokenType.True);

    public static DateTimeOffset? ReadTime(this ref Utf8JsonReader reader) =>
        !reader.Begin(JsonTokenType.String) ? null
        : reader.TryGetDateTimeOffset(out var time)
            || DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)
            ? time
        : null;

    private static bool Begin(this ref Utf8JsonReader reader, JsonTokenType type)
    {
        reader.Read();
        if (reader.TokenType == type)
        {
            return true;
        }

        reader.Skip();
        return false;
    }
}
