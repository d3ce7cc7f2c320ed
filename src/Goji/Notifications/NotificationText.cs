using System.Text;
using Goji.Model;

namespace Goji.Notifications;

/// <summary>Texts that fit on one line.</summary>
internal static class NotificationText
{
    private const string Ellipsis = "...";
    private const int MaxNames = 3;
    private const int MaxName = 100;

    /// <summary>A text as one line without control characters, which ends with a whole word where it has to be cut.</summary>
    public static string OneLine(string text, int most)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                line.Append(line.Length > 0 && line[^1] != ' ' ? " " : "");
            }
            else
            {
                line.Append(rune);
            }
        }

        return Cut(line.ToString().TrimEnd(), most);
    }

    /// <summary>The first of some names, in quotes.</summary>
    public static string Names(IEnumerable<string> names)
    {
        var some = names.Distinct().Take(MaxNames + 1).ToList();
        var first = string.Join(", ", some.Take(MaxNames).Select(name => $"'{OneLine(name, MaxName)}'"));
        return some.Count > MaxNames ? $"{first}, ..." : first;
    }

    private static string Cut(string line, int most)
    {
        if (line.Length <= most)
        {
            return line;
        }

        var whole = ShortText.Begin(line, most - Ellipsis.Length).Length;
        var end = char.IsLetterOrDigit(line[whole]) || char.IsSurrogate(line[whole]) ? line.LastIndexOf(' ', whole) : whole;
        if (end < most / 2)
        {
            // One word that fills the line.
            end = whole;
        }

        return line[..end].TrimEnd(' ', ',', ';', ':') + Ellipsis;
    }
}
