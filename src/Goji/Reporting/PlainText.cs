using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Goji.Reporting;

/// <summary>
/// Texts that come from manifests, containers and clusters, made fit to be shown: nothing in them moves a cursor, colours, hides or turns
/// around.
/// </summary>
internal static partial class PlainText
{
    /// <summary>Keeps lines and tabs. Terminal sequences go; other invisible characters are written as <c>\u202E</c>.</summary>
    public static string Lines(string text)
    {
        if (!HasUnsafe(text))
        {
            return text;
        }

        text = TerminalSequence().Replace(text, "").ReplaceLineEndings("\n");
        var shown = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                shown.Append(text, i++, 2);
            }
            else if (text[i] is '\n' or '\t' || !IsUnsafe(text[i]))
            {
                shown.Append(text[i]);
            }
            else
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
            }
        }

        return shown.ToString();
    }

    /// <summary>The same on one line: every run of white space is one space.</summary>
    public static string Line(string text) => WhiteSpace().Replace(Lines(text), " ").Trim();

    private static bool HasUnsafe(ReadOnlySpan<char> text)
    {
        // Most texts are of ASCII alone.
        while (text.IndexOfAnyExceptInRange(' ', '~') is >= 0 and var other)
        {
            if (IsUnsafe(text[other]))
            {
                return true;
            }

            text = text[(other + 1)..];
        }

        return false;
    }

    // Controls (C0, C1), direction marks and overrides, line separators, what XML 1.0 forbids, and halves of surrogate pairs.
    private static bool IsUnsafe(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) || c is '\u061C' or '\u200E' or '\u200F'
            or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF' or '\uFFFE' or '\uFFFF';

    // CSI, OSC and the other strings, two-character escapes (ECMA-48); an unfinished one goes with what there is of it.
    [GeneratedRegex(@"(?:\x1B\[|\x9B)[0-?]*[ -/]*[@-~]?|(?:\x1B[\]PX^_]|[\x9D\x90\x98\x9E\x9F])[^\x07\x1B\x9C\n]*(?:\x07|\x1B\\|\x9C)?|\x1B[ -/]*[0-~]?")]
    private static partial Regex TerminalSequence();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
