namespace Goji;

/// <summary>The progress of a pass with <see cref="GojiOptions.Wait"/>, after a poll.</summary>
public sealed record GojiProgress
{
    /// <summary>The jobs whose verdicts are waited for; none when the waiting is over.</summary>
    public required IReadOnlyList<JobReport> Awaited { get; init; }

    /// <summary>How many jobs this pass has moved to a final state so far.</summary>
    public required int Finished { get; init; }

    /// <summary>How long the pass has waited.</summary>
    public required TimeSpan Waited { get; init; }

    /// <summary>How long it waits at most.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>Gets a value indicating whether the progress is that of a watch over all jobs, and no pass waits.</summary>
    internal bool IsWatch { get; init; }

    /// <summary>The state of all queued and processing jobs, while they are watched.</summary>
    internal static GojiProgress Watching(GojiReport report) =>
        new() { Awaited = report.Jobs, Finished = 0, Waited = TimeSpan.Zero, Limit = TimeSpan.Zero, IsWatch = true };
}
