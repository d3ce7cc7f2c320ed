using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Goji.Reporting.Markdown;

/// <summary>
/// Texts within Markdown that are shown as they are: nothing in them is a link, an image, HTML, a mention or the end of a cell.
/// </summary>
internal static partial class MarkdownText
{
    /// <summary>A text on one line.</summary>
    /// <remarks>
    /// Character references are text and never structure (CommonMark 0.31, 2.5), which is true of backslashes only for some characters.
    /// </remarks>
    public static string Escape(string text)
    {
        var line = PlainText.Line(text);
        var escaped = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length; i++)
        {
            _ = IsPlain(line, i) ? escaped.Append(line[i]) : escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)line[i]};");
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

    // The dash, the point and others mean something at the start of a line, a point also after www, and a colon before slashes.
    private static bool IsPlain(string line, int i) => line[i] switch
    {
        > '~' => true,
        var c when char.IsAsciiLetterOrDigit(c) => true,
        ' ' or ',' or ';' or '/' or '-' or '\'' or '(' or ')' => i > 0,
        '.' => i > 0 && line[i - 1] is not ('w' or 'W'),
        ':' => i > 0 && i + 1 < line.Length && line[i + 1] == ' ',
        _ => false,
    };

    [GeneratedRegex("`+")]
    private static partial Regex Ticks();
}
