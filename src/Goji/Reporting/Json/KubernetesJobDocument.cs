namespace Goji.Reporting.Json;

internal sealed record KubernetesJobDocument(
    string Namespace,
    string Name,
    string Uid,
    string State,
    string? StartedAt,
    string? FinishedAt,
    double? DurationSeconds,
    string Reason,
    string Message,
    IReadOnlyList<PodDocument> Pods)
{
    public static KubernetesJobDocument From(KubernetesJobReport job, DateTimeOffset now) => new(
        job.Namespace,
        job.Name,
        job.Uid,
        job.State.Word(),
        Times.Text(job.StartedAt),
        Times.Text(job.FinishedAt),
        Times.Seconds(JobTimes.Duration(job, now)),
        job.Reason,
        job.Message,
        [.. job.Pods.Select(PodDocument.From)]);
}
