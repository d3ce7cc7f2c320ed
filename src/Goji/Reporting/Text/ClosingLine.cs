namespace Goji.Reporting.Text;

/// <summary>The summary of a pass in one line.</summary>
internal static class ClosingLine
{
    public static string Of(GojiReport report)
    {
        if (report.Jobs.Count == 0)
        {
            return "No job is queued or processing.";
        }

        var counts = new[] { JobState.Succeeded, JobState.Failed, JobState.Unknown, JobState.Processing, JobState.Queued }
            .Select(state => (State: state, Number: report.Jobs.Count(job => job.After == state)))
            .Where(item => item.Number > 0)
            .Select(item => FormattableString.Invariant($"{item.Number} {(item.State == JobState.Queued ? "held" : item.State.Word())}"));
        var time = JobTimes.Text(report.FinishedAt - report.StartedAt);
        return $"{StateNames.Count(report.Jobs.Count, "job")}: {string.Join(", ", counts)}. {What(report)} in {time}.{Due(report)}";
    }

    private static string Due(GojiReport report) => report.NextDueAt is { } time ? $" The next job is due at {JobTimes.Iso(time)}." : "";

    private static string What(GojiReport report) =>
        report.DryRun ? "Nothing was changed,"
        : report.Commits.Count > 0 ? $"{StateNames.Count(report.Commits.Count, "commit")} pushed"
        : "Nothing to push,";
}
