namespace Goji.Reporting.Json;

/// <summary>
/// The JSON report, field by field. Its schema is docs/report.schema.json: a field is never renamed or dropped within a version.
/// The documents of its jobs are made while it is written.
/// </summary>
internal sealed record ReportDocument(
    int Version,
    string Repository,
    string Branch,
    string Cluster,
    bool DryRun,
    string StartedAt,
    string FinishedAt,
    double DurationSeconds,
    string? NextDueAt,
    CountsDocument Counts,
    IEnumerable<MoveDocument> Moves,
    IEnumerable<HeldDocument> Held,
    IReadOnlyList<string> Commits,
    IReadOnlyList<string> Warnings,
    IEnumerable<JobDocument> Jobs)
{
    public static ReportDocument From(GojiReport report) => new(
        1,
        report.Repository,
        report.Branch,
        report.Cluster,
        report.DryRun,
        JobTimes.Iso(report.StartedAt),
        JobTimes.Iso(report.FinishedAt),
        Math.Round((report.FinishedAt - report.StartedAt).TotalSeconds, 3),
        Times.Text(report.NextDueAt),
        new(
            report.Jobs.Count,
            report.Moved.Count(),
            report.Held.Count(),
            report.Processing.Count(),
            report.Succeeded.Count(),
            report.Failed.Count(),
            report.Unknown.Count()),
        report.Moved.Select(job => new MoveDocument(job.File, job.Before.Word(), job.After.Word())),
        report.Held.Select(job => new HeldDocument(job.File, job.Reason, job.Position, Times.Text(job.DueAt))),
        report.Commits,
        report.Warnings,
        report.Jobs.Select(job => JobDocument.From(job, report.FinishedAt)));
}
