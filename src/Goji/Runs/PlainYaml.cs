using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Goji.Runs;

/// <summary>The plain YAML that Goji writes for people to read: one entry a line, block style.</summary>
internal sealed partial class PlainYaml
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    // Words that begin with a letter need no quotes, unless YAML 1.1 reads them as something else. A JSON string is a YAML string.
    private static string Scalar(string value) =>
        Plain().IsMatch(value) && !Reserved().IsMatch(value) && !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal)
            ? value
            : JsonSerializer.Serialize(value, Readable);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9 _./,;:()@+=#-]*[A-Za-z0-9.)/]\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(y|yes|n|no|true|false|on|off|null)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
