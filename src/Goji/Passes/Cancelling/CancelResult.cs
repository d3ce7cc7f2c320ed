using Goji.Records;

namespace Goji.Passes.Cancelling;

/// <summary>What came of the cancel of one Job.</summary>
/// <param name="Run">The Job, with its verdict where it has one now.</param>
internal sealed record CancelResult(JobRun Run)
{
    /// <summary>Why the Job has no verdict yet; empty where it has one.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether the reason needs a person's attention.</summary>
    public bool IsObstacle { get; init; }

    /// <summary>Whether the Job has changed since it was observed, and has to be looked at again.</summary>
    public bool HasChanged { get; init; }

    /// <summary>The last lines that its pods have written.</summary>
    public IReadOnlyList<PodReport> Pods { get; init; } = [];
}
