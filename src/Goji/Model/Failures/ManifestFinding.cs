using Goji.Model;

namespace Goji;

/// <summary>One thing that is wrong with a job file.</summary>
/// <param name="Document">The number of the document in the file, from 1; 0 if the finding is about the whole file.</param>
/// <param name="Line">The line in the file, from 1; 0 if no line is known.</param>
/// <param name="Column">The column, from 1; 0 if only the line is known.</param>
/// <param name="Text">What is wrong, why, and how to correct it, in full sentences.</param>
public sealed record ManifestFinding(int Document, int Line, int Column, string Text)
{
    private const int MaxShown = 600;

    /// <summary>Returns the finding as one line that begins with the file and the place in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="severalDocuments">Whether the file has more than one document, so that the line names the document.</param>
    /// <returns>The line, such as <c>'a.yaml', line 3: The Job has no name. …</c>.</returns>
    internal string Describe(string path, bool severalDocuments) => $"{Place(path, severalDocuments)}: {OnOneLine()}";

    private string Place(string path, bool severalDocuments) =>
        $"'{path}'"
        + (severalDocuments && Document > 0 ? $", document {Document}" : "")
        + (Line > 0 ? $", line {Line}" : "")
        + (Column > 0 ? $", column {Column}" : "");

    // Findings quote what the author wrote, which may be long and hold anything.
    private string OnOneLine()
    {
        var shown = ShortText.Of(Text, MaxShown);
        return shown.Any(char.IsControl)
            ? string.Concat(shown.Select(c => char.IsControl(c) ? $"\\u{(int)c:X4}" : c.ToString()))
            : shown;
    }
}
