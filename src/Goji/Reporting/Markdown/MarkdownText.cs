using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Goji.Reporting.Markdown;

/// <summary>Texts within Markdown that are shown as they are: nothing in them is a link, an image, HTML, a mention or the end of a cell.</summary>
internal static partial class MarkdownText
{
    /// <summary>A text on one line.</summary>
    /// <remarks>Character references are text and never structure (CommonMark 0.31, 2.5), which is true of backslashes only for some characters.</remarks>
    public static string Escape(string text)
    {
        var line = PlainText.Line(text);
        var escaped = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length; i++)
        {
            // The point, the dash and the like mean something at the start of a line only, in www. and in ://.
            if (char.IsAsciiLetterOrDigit(line[i]) || line[i] > '~' || (i > 0 && line[i] is ' ' or ',' or ';' or '/' or '-' or '\'' or '(' or ')') || (line[i] is '.' or ':' && i + 1 < line.Length && line[i + 1] == ' ' && i > 0))
            {
                escaped.Append(line[i]);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)line[i]};");
            }
        }

        return escaped.ToString();
    }

    /// <summary>A text on one line in the type of code.</summary>
    public static string Code(string text) => $"<code>{Escape(text)}</code>";

    /// <summary>Lines as a block of code, whose fence is longer than any in them.</summary>
    public static string Fence(string lines)
    {
        var text = PlainText.Lines(lines);
        var fence = new string('`', Math.Max(3, Ticks().Matches(text).Select(match => match.Length).DefaultIfEmpty().Max() + 1));
        return $"{fence}text\n{text}\n{fence}\n";
    }

    [GeneratedRegex("`+")]
    private static partial Regex Ticks();
}
