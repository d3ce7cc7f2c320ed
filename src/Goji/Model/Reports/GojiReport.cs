namespace Goji;

/// <summary>What a pass found and did.</summary>
public sealed record GojiReport
{
    /// <summary>Gets the address of the jobs repository, without credentials.</summary>
    public required string Repository { get; init; }

    /// <summary>Gets the branch that the pass worked on.</summary>
    public required string Branch { get; init; }

    /// <summary>Gets the address of the cluster's API server; empty if the pass sent it no request.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>Gets the job files that were in <c>queued/</c> or <c>processing/</c> at some time of the pass, in path order.</summary>
    public IReadOnlyList<JobReport> Jobs { get; init; } = [];

    /// <summary>Gets the commits that the pass pushed, oldest first.</summary>
    public IReadOnlyList<string> Commits { get; init; } = [];

    /// <summary>Gets what needs a person's attention though the pass went on.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets when the pass began, by this machine's clock.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets when the pass ended, by this machine's clock.</summary>
    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>Gets a value indicating whether the report is a preview: nothing was changed.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// Gets when the next held file starts or expires because of its annotations, by the API server's clock; <see langword="null"/> where
    /// none has such a time.
    /// </summary>
    public DateTimeOffset? NextDueAt => Jobs.Min(job => job.DueAt);

    /// <summary>Gets how long that is from the end of the pass, by the API server's clock.</summary>
    internal TimeSpan? DueIn { get; init; }

    /// <summary>Gets the job files that the pass moved to another state.</summary>
    public IEnumerable<JobReport> Moved => Jobs.Where(job => job.Before != job.After);

    /// <summary>Gets the job files that stay queued.</summary>
    public IEnumerable<JobReport> Held => In(JobState.Queued);

    /// <summary>Gets the job files that are being processed.</summary>
    public IEnumerable<JobReport> Processing => In(JobState.Processing);

    /// <summary>Gets the job files that the pass found succeeded.</summary>
    public IEnumerable<JobReport> Succeeded => In(JobState.Succeeded);

    /// <summary>Gets the job files that the pass found failed, or refused.</summary>
    public IEnumerable<JobReport> Failed => In(JobState.Failed);

    /// <summary>Gets the job files whose Jobs the pass could no longer find.</summary>
    public IEnumerable<JobReport> Unknown => In(JobState.Unknown);

    private IEnumerable<JobReport> In(JobState state) => Jobs.Where(job => job.After == state);
}
