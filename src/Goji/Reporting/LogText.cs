using System.Text.RegularExpressions;

namespace Goji.Reporting;

/// <summary>
/// Texts for the log of a CI system. Such systems read commands from the log, and a container's log or a manifest's name may hold some.
/// </summary>
public static partial class LogText
{
    /// <summary>
    /// Makes a text harmless for a terminal and for a CI system that reads it from the log: terminal sequences are removed, other invisible
    /// characters are written as <c>\u202E</c>, and what begins a command gets a space into its middle: <c>: :error::</c>, <c># #vso[</c>,
    /// <c># #teamcity[</c>.
    /// </summary>
    /// <param name="text">The text, of any number of lines.</param>
    /// <returns>The text with line feeds as line ends; a text without such characters is returned unchanged.</returns>
    /// <remarks>
    /// GitHub Actions reads <c>::</c> at the start of a line and <c>##[</c> anywhere (actions/runner, ActionCommand.cs), Azure Pipelines
    /// <c>##vso[</c>
    /// anywhere, TeamCity <c>##teamcity[</c>, MyGet <c>##myget[</c>, Continua CI <c>@@continua[</c>.
    /// </remarks>
    public static string Disarm(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = PlainText.Lines(text);
        return MayHoldCommand(lines)
            ? ContinuaCommand().Replace(HashCommand().Replace(ColonCommand().Replace(lines, "${indent}: :"), "# #"), "@ @")
            : lines;
    }

    // What every command begins with. A SearchValues of strings takes longer to make than a short process searches.
    private static bool MayHoldCommand(string text) =>
        text.Contains("::", StringComparison.Ordinal)
        || text.Contains("##", StringComparison.Ordinal)
        || text.Contains("@@", StringComparison.Ordinal);

    /// <summary>The same for a terminal that shows colours: those of the text stay.</summary>
    /// <returns>The text; null where it has no colours.</returns>
    internal static string? DisarmButColours(string text)
    {
        if (!text.Contains('\e', StringComparison.Ordinal) || Colour().Matches(text) is not { Count: > 0 } colours)
        {
            return null;
        }

        var parts = Colour().Split(text);
        return string.Concat(parts.Select((part, i) => Disarm(part) + (i < colours.Count ? colours[i].Value : "")));
    }

    // Select Graphic Rendition (ECMA-48).
    [GeneratedRegex(@"\x1B\[[0-9;:]{0,40}m")]
    private static partial Regex Colour();

    [GeneratedRegex(@"^(?<indent>\s*)::", RegexOptions.Multiline)]
    private static partial Regex ColonCommand();

    [GeneratedRegex(@"##(?=[A-Za-z_.\-]*\[)")]
    private static partial Regex HashCommand();

    [GeneratedRegex(@"@@(?=continua\[)", RegexOptions.IgnoreCase)]
    private static partial Regex ContinuaCommand();
}
