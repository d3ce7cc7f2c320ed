namespace Goji.Manifests;

/// <summary>One thing that is wrong with a job file.</summary>
/// <param name="Document">The number of the document in the file, from 1; 0 where the finding is about the whole file.</param>
/// <param name="Line">The line in the file, from 1; 0 where none can be named.</param>
/// <param name="Column">The column, from 1; 0 where the line is all that is known.</param>
/// <param name="Text">What is wrong, why, and the way out, in full sentences.</param>
internal sealed record ManifestFinding(int Document, int Line, int Column, string Text)
{
    private const int MaxShown = 600;

    public string Describe(string path, bool severalDocuments)
    {
        var where = $"'{path}'";
        if (severalDocuments && Document > 0)
        {
            where += $", document {Document}";
        }

        if (Line > 0)
        {
            where += $", line {Line}";
        }

        if (Column > 0)
        {
            where += $", column {Column}";
        }

        return $"{where}: {OnOneLine()}";
    }

    // Findings quote what the author wrote, which may be long and hold anything.
    private string OnOneLine()
    {
        var shown = Text.Length > MaxShown ? Text[..MaxShown] + "…" : Text;
        return shown.Any(char.IsControl)
            ? string.Concat(shown.Select(c => char.IsControl(c) ? $"\\u{(int)c:X4}" : c.ToString()))
            : shown;
    }
}
