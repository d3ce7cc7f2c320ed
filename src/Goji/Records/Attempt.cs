namespace Goji.Records;

/// <summary>One go at running a job file: made by a claim or by a refusal.</summary>
/// <param name="Id">The run id, which the Jobs of this attempt carry as a label.</param>
/// <param name="ClaimedAt">When the claim was made or last renewed, by the cluster's clock.</param>
/// <param name="ClaimedBy">The runner that made or renewed the claim.</param>
internal sealed record Attempt(string Id, DateTimeOffset ClaimedAt, string ClaimedBy)
{
    /// <summary>
    /// The UID of the cluster's namespace kube-system; null where it could not be read. Version 1.0.0 wrote <c>ca:…</c> or <c>address:…</c>
    /// then.
    /// </summary>
    public string? Cluster { get; init; }

    /// <summary>
    /// Other proofs of the cluster's identity: see the port <c>ClusterProofs</c>. In the file the field is named <c>clusterCa</c>, because
    /// version 1.0.0 refuses a record with a field that it does not know. It compares that field with a CA's fingerprint, finds no match
    /// and leaves the job alone.
    /// </summary>
    public string? ClusterProofs { get; init; }

    /// <summary>Why the file was refused; null where it was not. A refused file has started nothing.</summary>
    public string? Refused { get; init; }

    public IReadOnlyList<JobRun> Jobs { get; init; } = [];

    /// <summary>Whether every Job of the attempt has its verdict.</summary>
    public bool IsJudged => Jobs.Count > 0 && Jobs.All(job => job.Outcome is not null);

    /// <summary>Whether anything of the attempt is known to have been started, or refused.</summary>
    public bool IsBegun => Jobs.Any(job => job.Uid is not null || job.Outcome is not null);

    /// <summary>Whether a verdict is not recorded yet, or the cleanup of a verdict is not done yet.</summary>
    public bool IsOpen => Refused is null && Jobs.Count > 0 && (!IsJudged || Jobs.Any(job => job.IsUnsettled));

    /// <summary>
    /// Merges what two runners know of one attempt. This attempt takes precedence: its verdicts are kept, and what it lacks is added. The
    /// holder of the claim and the list of Jobs are those of this attempt, with the Jobs added that were started.
    /// </summary>
    public Attempt Merge(Attempt other)
    {
        var jobs = Jobs.Select(job => (job, other.Find(job)) switch
        {
            ({ Outcome: not null }, _) or (_, null) => job,
            var (_, known) => known with
            {
                Uid = job.Uid ?? known.Uid,
                Ttl = known.Uid is null ? job.Ttl : known.Ttl ?? job.Ttl,
                StartedAt = job.StartedAt ?? known.StartedAt,
                Reason = known.Outcome is null ? job.Reason ?? known.Reason : known.Reason,
                Message = known.Outcome is null && job.Reason is not null ? job.Message : known.Message,
            },
        });
        var merged = this with { Jobs = [.. jobs, .. other.Jobs.Where(job => job.Uid is not null && Find(job) is null)] };
        return merged.Jobs.SequenceEqual(Jobs) ? this : merged;
    }

    /// <summary>
    /// Whether Jobs that another one takes for never started may have been started meanwhile, by this claim or by a newer one.
    /// </summary>
    public bool IsAheadOf(Attempt other) => other.Jobs.Any(job => job.IsNeverStarted)
        && (
            ClaimedAt != other.ClaimedAt
                || ClaimedBy != other.ClaimedBy
                || other.Jobs.Any(job => job.IsNeverStarted && Find(job)?.Uid is not null));

    /// <summary>Whether it is the same attempt in the hands of the same runner. Renewing its claim changes nothing about that.</summary>
    public bool IsSameClaim(Attempt other) => Id == other.Id && ClaimedBy == other.ClaimedBy;

    /// <summary>Until when a runner trusts its own claim: after that, another one may hold it when a request arrives.</summary>
    /// <param name="claimTime">The age from which a claim may be taken over.</param>
    public DateTimeOffset TrustedUntil(TimeSpan claimTime) => ClaimedAt + (claimTime / 2);

    public Attempt Replace(JobRun old, JobRun current) => this with { Jobs = [.. Jobs.Select(run => run == old ? current : run)] };

    /// <summary>Refuses the Jobs that are not started yet, or those of them that are meant.</summary>
    public Attempt Refuse(string message, Func<JobRun, bool>? isMeant = null)
    {
        bool IsRefused(JobRun run) => run.IsUnstarted && isMeant?.Invoke(run) != false;

        return Jobs.Any(IsRefused) ? this with { Jobs = [.. Jobs.Select(run => IsRefused(run) ? run.Refuse(message) : run)] } : this;
    }

    public JobRun? Find(JobRun job) => Jobs.FirstOrDefault(known => known.Namespace == job.Namespace && known.Name == job.Name);

    /// <summary>
    /// The state of the whole file: processing while any Job has no verdict, else the worst of the verdicts.
    /// </summary>
    public JobState State =>
        Refused is not null ? JobState.Failed
        : !IsJudged ? JobState.Processing
        : Jobs.Any(job => job.Outcome == JobOutcome.Failed) ? JobState.Failed
        : Jobs.Any(job => job.Outcome == JobOutcome.Unknown) ? JobState.Unknown
        : JobState.Succeeded;
}
