using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Goji.Yaml;

/// <summary>What a scalar means: the rules of goyaml v2, which kubectl reads manifests with.</summary>
internal static partial class YamlScalars
{
    private static readonly Dictionary<string, object?> Words = BuildWords();

    /// <summary>
    /// Resolves a scalar to null, a <see cref="bool"/>, <see cref="long"/>, <see cref="ulong"/>, <see cref="double"/> or
    /// <see cref="string"/>.
    /// </summary>
    /// <returns>Whether the scalar's text is what its tag promises.</returns>
    public static bool TryResolve(YamlNode.Scalar scalar, out object? value)
    {
        value = scalar.Text;
        switch (scalar.Tag)
        {
            case "" when !scalar.ImplicitPlain:
            case YamlTags.String:
                return true;
            case YamlTags.Binary:
                return TryDecode(scalar.Text, out value);
            case "":
                value = Resolve(scalar.Text);
                return true;
            case YamlTags.Boolean:
                value = Resolve(scalar.Text);
                return value is bool;
            case YamlTags.Integer:
                value = Resolve(scalar.Text);
                return value is long or ulong;
            case YamlTags.Float:
                value = Resolve(scalar.Text);
                value = value is long whole ? (double)whole : value;
                return value is double;
            case YamlTags.Null:
                value = Resolve(scalar.Text);
                return value is null;
            case YamlTags.Timestamp:
                return Timestamp().IsMatch(scalar.Text);
            default:
                return true;
        }
    }

    private static object? Resolve(string text)
    {
        if (Words.TryGetValue(text, out var word))
        {
            return word;
        }

        return text[0] switch
        {
            '.' => GoFloats.ParseFraction(text) ?? (object)text,
            '+' or '-' or (>= '0' and <= '9') => Number(text) ?? text,
            _ => text,
        };
    }

    private static object? Number(string text)
    {
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        return GoIntegers.Parse(plain)
            ?? GoFloats.Parse(plain)
            ?? (plain.StartsWith("0b", StringComparison.Ordinal) ? GoIntegers.ParseBinary(plain.AsSpan(2)) : null);
    }

    // Kubernetes would get a replacement character for each byte that is not UTF-8; such data is refused instead.
    private static bool TryDecode(string text, out object? value)
    {
        var packed = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var bytes = new byte[packed.Length];
        value = null;
        if (packed.AsSpan().ContainsAny(' ', '\t')
            || !Convert.TryFromBase64String(packed, bytes, out var length)
            || !Utf8.IsValid(bytes.AsSpan(0, length)))
        {
            return false;
        }

        value = Encoding.UTF8.GetString(bytes, 0, length);
        return true;
    }

    private static Dictionary<string, object?> BuildWords()
    {
        var words = new Dictionary<string, object?>(StringComparer.Ordinal);
        Add(true, "y Y yes Yes YES true True TRUE on On ON");
        Add(false, "n N no No NO false False FALSE off Off OFF");
        Add(null, "~ null Null NULL");
        Add(double.NaN, ".nan .NaN .NAN");
        Add(double.PositiveInfinity, ".inf .Inf .INF +.inf +.Inf +.INF");
        Add(double.NegativeInfinity, "-.inf -.Inf -.INF");
        words.Add("", null);
        return words;

        void Add(object? meaning, string spellings)
        {
            foreach (var spelling in spellings.Split(' '))
            {
                words.Add(spelling, meaning);
            }
        }
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}([.,][0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})| [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}([.,][0-9]+)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Timestamp();
}
