namespace Goji.Tool.Output;

/// <summary>A report for people: a line for each job, and a closing count.</summary>
internal static class ReportText
{
    public static string Of(GojiReport report) =>
        string.Join(Environment.NewLine, [.. report.Jobs.Select(Line), Count(report)]);

    public static string Line(JobReport job)
    {
        var from = job.Before == job.After ? "" : $" (was {Name(job.Before)})";
        return $"{Name(job.After)}/{job.File}{from}{(job.Reason.Length == 0 ? "" : ": " + job.Reason.ReplaceLineEndings(" ").Trim())}";
    }

    private static string Count(GojiReport report)
    {
        var states = Enum.GetValues<JobState>()
            .Select(state => (Name: state == JobState.Queued ? "held" : Name(state), Count: report.Jobs.Count(job => job.After == state)))
            .Where(state => state.Count > 0)
            .Select(state => $"{state.Count} {state.Name}");
        var count = report.Jobs.Count == 0 ? "nothing queued or processing" : string.Join(", ", states);
        return $"{report.Repository} ({report.Branch}): {count}{(report.DryRun ? "; nothing was changed" : "")}.";
    }

    private static string Name(JobState state) => state.ToString().ToLowerInvariant();
}
