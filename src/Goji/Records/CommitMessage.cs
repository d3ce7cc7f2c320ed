using Goji.Model;

namespace Goji.Records;

/// <summary>
/// Words commits so that the log of the repository reads as the history of its jobs: a subject with what happened, a line for each job, and
/// trailers for programs.
/// </summary>
internal static class CommitMessage
{
    /// <summary>The trailer that names the pass. Only passes write it: the server does not run a pass for such a commit.</summary>
    public const string PassTrailer = CommitTrailer.Pass;

    private const string RunTrailer = "Goji-Run";
    private const string Ellipsis = "...";
    private const int MaxSubject = 72;
    private const int MaxLines = 500;

    /// <param name="lines">What happened to which job; at least one line.</param>
    /// <param name="pass">The name of the pass; null where no pass makes the commit.</param>
    public static string Of(IReadOnlyList<CommitLine> lines, string? pass = null) =>
        Text(lines, pass is null ? null : string.Join('\n', [.. Runs(lines), $"{PassTrailer}: {OneLine(pass)}"]));

    /// <summary>Composes the message of a commit that a person requests, and that a pass follows.</summary>
    /// <param name="lines">The requests; at least one line.</param>
    /// <param name="trailer">The trailer that names the person.</param>
    public static string OfPeople(IReadOnlyList<CommitLine> lines, string trailer) =>
        Text(lines, string.Join('\n', [.. Runs(lines), OneLine(trailer)]));

    private static string Text(IReadOnlyList<CommitLine> lines, string? trailers)
    {
        var paragraphs = new List<string> { lines is [var only] ? Subject(only) : Subject(lines) };
        if (lines.Count > 1 || paragraphs[0] != Line(lines[0]))
        {
            var rest = lines.Count > MaxLines ? $"\nand {lines.Count - MaxLines} more" : "";
            paragraphs.Add(string.Join('\n', lines.Take(MaxLines).Select(Line)) + rest);
        }

        if (trailers is not null)
        {
            paragraphs.Add(trailers);
        }

        return string.Join("\n\n", paragraphs) + "\n";
    }

    private static IEnumerable<string> Runs(IReadOnlyList<CommitLine> lines) =>
        lines.Select(line => line.RunId).Where(id => id.Length > 0).Distinct().Take(MaxLines).Select(id => $"{RunTrailer}: {id}");

    /// <summary><c>migrate.yaml failed: BackoffLimitExceeded</c>. Of a path that is too long the end stays, which names the job.</summary>
    private static string Subject(CommitLine line)
    {
        var end = $" {line.Event}{(line.Word.Length > 0 ? $": {line.Word}" : "")}";
        if (end.Length > MaxSubject / 2)
        {
            end = $" {line.Event}";
        }

        var path = OneLine(line.Path);
        var room = MaxSubject - end.Length;
        return (path.Length > room ? Ellipsis + ShortText.End(path, room - Ellipsis.Length) : path) + end;
    }

    /// <summary><c>3 jobs started</c>, or <c>2 succeeded, 1 failed</c>.</summary>
    private static string Subject(IReadOnlyList<CommitLine> lines)
    {
        var events = lines.GroupBy(line => line.Event).Select(group => (Event: group.Key, Count: group.Count())).ToList();
        var counts = string.Join(", ", events.Select(item => $"{item.Count} {item.Event}"));
        return events.Count == 1 ? $"{events[0].Count} jobs {events[0].Event}"
            : counts.Length <= MaxSubject ? counts
            : $"{lines.Count} jobs changed";
    }

    private static string Line(CommitLine line) =>
        $"{OneLine(line.Path)} {line.Event}"
        + (line.Detail.Length > 0 ? $": {line.Detail.ReplaceLineEndings("\n  ")}" : line.Word.Length > 0 ? $": {line.Word}" : "");

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
