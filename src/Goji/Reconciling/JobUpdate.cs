using Goji.Runs;

namespace Goji.Reconciling;

/// <summary>What a pass has learnt about a file in processing and wants to write down.</summary>
/// <param name="Path">The job's path.</param>
/// <param name="Attempt">The attempt as it is to be recorded.</param>
/// <param name="To">The state to move the file to; processing where it stays.</param>
internal sealed record JobUpdate(string Path, Attempt Attempt, JobState To)
{
    /// <summary>Whether its Jobs have their <c>ttlSecondsAfterFinished</c> back, or are not to get it. Before that a file does not leave processing.</summary>
    public bool IsTtlSettled { get; init; }

    /// <summary>Whether a Job of it has its verdict, and its time to live still to come.</summary>
    public bool HasTtlToReturn => !IsTtlSettled && Attempt.State != JobState.Processing && Attempt.Jobs.Any(run => run.HasTtlToReturn);
}
