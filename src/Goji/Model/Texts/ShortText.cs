using System.Globalization;

namespace Goji.Model;

/// <summary>
/// Shortens texts that people or clusters have written. A cut never falls inside a character as people see it: neither inside a surrogate
/// pair nor before a combining mark.
/// </summary>
internal static class ShortText
{
    private const string Ellipsis = "…";

    /// <summary>The text, or its beginning and an ellipsis where it is longer than <paramref name="most"/> UTF-16 units.</summary>
    public static string Of(string text, int most) => text.Length <= most ? text : Begin(text, most) + Ellipsis;

    /// <summary>The longest beginning of a text that has <paramref name="most"/> UTF-16 units at most.</summary>
    public static string Begin(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = 0;
        while (end + StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var next && next <= most)
        {
            end = next;
        }

        // A single character may be longer than the text may be: of that one, the first code points stay.
        return text[..(end > 0 || most == 0 ? end : char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }

    /// <summary>The longest end of a text that has <paramref name="most"/> UTF-16 units at most.</summary>
    public static string End(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var starts = StringInfo.ParseCombiningCharacters(text);
        var first = starts.FirstOrDefault(start => text.Length - start <= most, text.Length);
        return text[(first < text.Length || most == 0 ? first : text.Length - most + (char.IsLowSurrogate(text[^most]) ? 1 : 0))..];
    }
}
