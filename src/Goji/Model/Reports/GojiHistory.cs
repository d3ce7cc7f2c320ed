namespace Goji;

/// <summary>
/// Every job file of the repository, with its state and its attempts. It is read from git alone; no request is sent to the cluster.
/// </summary>
public sealed record GojiHistory
{
    /// <summary>Gets the address of the jobs repository, without credentials.</summary>
    public required string Repository { get; init; }

    /// <summary>Gets the branch that was read.</summary>
    public required string Branch { get; init; }

    /// <summary>Gets the commit that was read, 40 hexadecimal digits.</summary>
    public required string Commit { get; init; }

    /// <summary>Gets the kind of the repository's host, where the settings name it.</summary>
    internal GitHostKind? Host { get; init; }

    /// <summary>Gets when it was read, by this machine's clock.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>Gets the job files: by state in the order of <see cref="JobState"/>, then in path order.</summary>
    public IReadOnlyList<JobHistory> Jobs { get; init; } = [];

    /// <summary>Gets how many job files each state has; null where <see cref="Jobs"/> has all of them.</summary>
    internal IReadOnlyDictionary<JobState, int>? Counts { get; init; }

    /// <summary>Counts the job files of a state, those included that <see cref="Jobs"/> leaves out.</summary>
    internal int Count(JobState state) => Counts?.GetValueOrDefault(state) ?? Jobs.Count(job => job.State == state);
}
