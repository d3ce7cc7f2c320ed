namespace Goji;

/// <summary>
/// Which finished jobs a jobs repository keeps. A job is kept where any of the limits keeps it; without a limit, nothing may be pruned.
/// </summary>
public sealed class PruneOptions
{
    /// <summary>Gets or sets how many of the jobs that finished last are kept in each state.</summary>
    /// <value>Default: null; the number of jobs protects none.</value>
    public int? KeepNewest { get; set; }

    /// <summary>Gets or sets how long a job is kept after it has finished, by this machine's clock.</summary>
    /// <value>Default: null; age does not protect a job.</value>
    public TimeSpan? KeepFor { get; set; }

    /// <summary>Gets the states whose jobs are pruned: any of succeeded, failed and unknown.</summary>
    /// <value>Default: all three.</value>
    public IList<JobState> States { get; init; } = [JobState.Succeeded, JobState.Failed, JobState.Unknown];
}
