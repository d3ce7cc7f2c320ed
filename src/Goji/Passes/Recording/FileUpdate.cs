using Goji.Records;

namespace Goji.Passes.Recording;

/// <summary>What a pass has found out about a file in processing and records.</summary>
/// <param name="Path">The job's path.</param>
/// <param name="Attempt">The attempt to record.</param>
/// <param name="To">The state to move the file to; processing where it stays.</param>
internal sealed record FileUpdate(string Path, Attempt Attempt, JobState To)
{
    /// <summary>Why the claim is returned; empty where it is not.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether the file is not in processing: it stays in the folder that it was moved to.</summary>
    public bool IsAway { get; init; }

    /// <summary>
    /// Whether the cleanup of the verdicts is done, or is impossible. Before that a file does not leave processing.
    /// </summary>
    public bool IsSettled { get; init; }

    /// <summary>Whether the cleanup of the verdicts is not done yet.</summary>
    public bool IsUnsettled => !IsSettled && Attempt.State != JobState.Processing && Attempt.Jobs.Any(run => run.IsUnsettled);
}
