using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Goji.Testing;

/// <summary>What a person sees of what was written to a terminal: as much of ECMA-48 as Goji uses. Lines do not wrap.</summary>
public sealed partial class TerminalScreen
{
    private readonly List<StringBuilder> lines = [new()];
    private int row;
    private int column;

    /// <summary>The lines from the top, without those that were erased at the end.</summary>
    public IReadOnlyList<string> Lines => [.. lines.Select(line => line.ToString().TrimEnd()).Reverse().SkipWhile(line => line.Length == 0).Reverse()];

    public static TerminalScreen Of(string written)
    {
        var screen = new TerminalScreen();
        screen.Write(written);
        return screen;
    }

    public void Write(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Sequence().Match(text, at) is { Success: true } sequence)
            {
                Obey(sequence);
                at += sequence.Length;
            }
            else
            {
                Put(text[at++]);
            }
        }
    }

    private void Obey(Match sequence)
    {
        switch (sequence.Groups["final"].Value)
        {
            case "A":
                row -= int.Parse(sequence.Groups["number"].Value, CultureInfo.InvariantCulture);
                break;

            case "J":
                lines[row].Length = Math.Min(lines[row].Length, column);
                lines.RemoveRange(row + 1, lines.Count - row - 1);
                break;
        }
    }

    private void Put(char letter)
    {
        switch (letter)
        {
            case '\r':
                column = 0;
                break;

            case '\n':
                column = 0;
                if (++row == lines.Count)
                {
                    lines.Add(new());
                }

                break;

            default:
                lines[row].Length = Math.Max(lines[row].Length, column + 1);
                lines[row][column++] = letter;
                break;
        }
    }

    [GeneratedRegex(@"\G\e(\[\??(?<number>[0-9;]*)(?<final>[A-Za-z])|[=>])")]
    private static partial Regex Sequence();
}
