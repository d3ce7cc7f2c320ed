namespace Goji.Runs;

/// <summary>One go at running a job file: made by a claim or by a refusal.</summary>
/// <param name="Id">The run id, which the Jobs of this attempt carry as a label.</param>
/// <param name="ClaimedAt">When the claim was made or last renewed, by the cluster's clock.</param>
/// <param name="ClaimedBy">The runner that made or renewed the claim.</param>
internal sealed record Attempt(string Id, DateTimeOffset ClaimedAt, string ClaimedBy)
{
    /// <summary>The cluster's identity: see <see cref="Reconciling.ClusterIdentity"/>.</summary>
    public string? Cluster { get; init; }

    /// <summary>The fingerprint of the cluster's CA, where <see cref="Cluster"/> is something better and the CA is known too.</summary>
    public string? ClusterCa { get; init; }

    /// <summary>Why the file was refused; null where it was not. A refused file has started nothing.</summary>
    public string? Refused { get; init; }

    public IReadOnlyList<JobRun> Jobs { get; init; } = [];

    /// <summary>Whether every Job of the attempt has its verdict.</summary>
    public bool IsJudged => Jobs.Count > 0 && Jobs.All(job => job.Outcome is not null);

    /// <summary>
    /// The state of the whole file: processing while any Job has no verdict, else the worst of the verdicts.
    /// </summary>
    public JobState State =>
        Refused is not null ? JobState.Failed
        : !IsJudged ? JobState.Processing
        : Jobs.Any(job => job.Outcome == JobState.Failed) ? JobState.Failed
        : Jobs.Any(job => job.Outcome == JobState.Unknown) ? JobState.Unknown
        : JobState.Succeeded;
}
