using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Goji.Records;

/// <summary>The plain YAML that Goji writes for people to read: one entry a line, block style.</summary>
internal sealed class PlainYaml
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<char> PlainLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _./,;:()@+=#-");

    // Words that YAML 1.1 takes for something else than text.
    private static readonly HashSet<string> Reserved = new(
        ["y", "yes", "n", "no", "true", "false", "on", "off", "null"], StringComparer.OrdinalIgnoreCase);

    private readonly StringBuilder text = new();

    public void Line(string line) => text.Append(line).Append('\n');

    public void Entry(string key, string? value)
    {
        if (value is not null)
        {
            Line($"{key}: {Scalar(value)}");
        }
    }

    public void Entry(string key, int? value)
    {
        if (value is { } number)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"{key}: {number}"));
        }
    }

    public void Entry(string key, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            Line($"{key}: {time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}");
        }
    }

    public byte[] ToBytes() => StrictUtf8.GetBytes(text.ToString());

    /// <summary>Whether YAML reads the text unchanged, as a string, without quotes.</summary>
    public static bool IsPlain(string value) =>
        value.Length > 1
        && char.IsAsciiLetter(value[0])
        && !value.AsSpan().ContainsAnyExcept(PlainLetters)
        && (char.IsAsciiLetterOrDigit(value[^1]) || value[^1] is '.' or ')' or '/')
        && !value.Contains(": ", StringComparison.Ordinal)
        && !value.Contains(" #", StringComparison.Ordinal)
        && !Reserved.Contains(value);

    // A JSON string is a YAML string.
    private static string Scalar(string value) =>
        IsPlain(value) ? value : $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)}\"";
}
