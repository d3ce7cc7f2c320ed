namespace Goji;

/// <summary>One go at running a job file: made by a claim or by a refusal.</summary>
/// <param name="Id">The run id, which the Jobs of the attempt carry as the label <c>goji.run/id</c>.</param>
/// <param name="ClaimedAt">When the claim was made or last renewed, or the file refused, by the cluster's clock.</param>
/// <param name="ClaimedBy">The runner: its host, process and build.</param>
/// <param name="Refused">Why the file was refused. Empty where it was not.</param>
/// <param name="Jobs">The Kubernetes Jobs of the attempt, in the file's order. Their pods are not recorded.</param>
public sealed record AttemptReport(
    string Id, DateTimeOffset ClaimedAt, string ClaimedBy, string Refused, IReadOnlyList<KubernetesJobReport> Jobs)
{
    /// <summary>
    /// Gets the state of the attempt: failed where it was refused, processing while a Job has no verdict, else the worst of the verdicts.
    /// </summary>
    public JobState State =>
        Refused.Length > 0 ? JobState.Failed
        : Jobs.Count == 0 || Jobs.Any(job => job.State is JobState.Processing or JobState.Queued) ? JobState.Processing
        : Jobs.Any(job => job.State == JobState.Failed) ? JobState.Failed
        : Jobs.Any(job => job.State == JobState.Unknown) ? JobState.Unknown
        : JobState.Succeeded;
}
