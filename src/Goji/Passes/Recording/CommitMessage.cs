namespace Goji.Passes.Recording;

/// <summary>Words commits so that the log of the repository reads as the history of its jobs.</summary>
internal static class CommitMessage
{
    private const int MaxLines = 500;

    /// <summary>A subject that names the one job, or counts them, and a line for each.</summary>
    public static string Of(string verb, IReadOnlyList<string> lines)
    {
        var subject = lines is [var only] ? $"{verb} {OneLine(only)}" : $"{verb} {lines.Count} jobs";
        if (lines.Count == 1 && subject.Length <= 72)
        {
            return subject + "\n";
        }

        var body = lines.Take(MaxLines).Select(line => line.ReplaceLineEndings("\n  "));
        var rest = lines.Count > MaxLines ? $"\nand {lines.Count - MaxLines} more" : "";
        return $"{(lines.Count == 1 ? subject[..Math.Min(subject.Length, 72)] : subject)}\n\n{string.Join('\n', body)}{rest}\n";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
