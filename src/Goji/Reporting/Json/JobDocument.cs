namespace Goji.Reporting.Json;

internal sealed record JobDocument(
    string File,
    string Before,
    string After,
    string Reason,
    int? Position,
    string? DueAt,
    double? DurationSeconds,
    IReadOnlyList<KubernetesJobDocument> Jobs)
{
    public static JobDocument From(JobReport job, DateTimeOffset now) => new(
        job.File,
        job.Before.Word(),
        job.After.Word(),
        job.Reason,
        job.Position,
        Times.Text(job.DueAt),
        Times.Seconds(JobTimes.Duration(job.Jobs, now)),
        [.. job.Jobs.Select(each => KubernetesJobDocument.From(each, now))]);
}
