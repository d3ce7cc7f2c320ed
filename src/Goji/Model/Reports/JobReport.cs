namespace Goji;

/// <summary>What a pass found about one job file.</summary>
public sealed record JobReport
{
    /// <summary>Gets the path below the state folder: the job's identity.</summary>
    public required string File { get; init; }

    /// <summary>Gets the state in which the pass found the file.</summary>
    public required JobState Before { get; init; }

    /// <summary>Gets the state in which the pass left the file.</summary>
    public required JobState After { get; init; }

    /// <summary>
    /// The state that the verdicts give the file. It is another one than <see cref="After"/> for a file that stays in processing until the
    /// cluster has cleaned up what its verdict asks for.
    /// </summary>
    internal JobState Verdict => After == JobState.Processing && Jobs.Count > 0 && Jobs.All(job => job.State != JobState.Processing)
        ? Worst(JobState.Failed) ?? Worst(JobState.Unknown) ?? JobState.Succeeded
        : After;

    /// <summary>
    /// Gets why the file is where it is: why it is held, what it waits for, why it was refused or failed. Empty for none.
    /// </summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// Gets the place in the order in which the queued files start, from 1; <see langword="null"/> where the file does not wait. A preview
    /// counts the files that it would start as well.
    /// </summary>
    public int? Position { get; init; }

    /// <summary>
    /// Gets when a held file starts or expires because of its annotations, by the API server's clock; <see langword="null"/> where it has
    /// no such time.
    /// </summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Gets the Kubernetes Jobs of the file's newest attempt, in the file's order.</summary>
    public IReadOnlyList<KubernetesJobReport> Jobs { get; init; } = [];

    private JobState? Worst(JobState state) => Jobs.Any(job => job.State == state) ? state : null;
}
