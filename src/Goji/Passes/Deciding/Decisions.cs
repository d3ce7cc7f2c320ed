using Goji.Ports;

namespace Goji.Passes.Deciding;

/// <summary>Everything that is decided about one snapshot.</summary>
/// <param name="RepositoryId">The repository's id: the recorded one, or the one that the first commit will record.</param>
/// <param name="Queue">One decision for each queued file of this pass, in path order.</param>
/// <param name="Takeovers">The claims that this runner may start or go on starting: its own, and those of runners that had their
/// time.</param>
internal sealed record Decisions(string RepositoryId, IReadOnlyList<Decision> Queue, IReadOnlyList<ProcessingFile> Takeovers)
{
    /// <summary>The paths of takeovers that first need a proof that the claim was made for the configured cluster.</summary>
    public IReadOnlySet<string> NeedProof { get; init; } = new HashSet<string>();

    /// <summary>Whether the repository has no id yet, and so no Job in any cluster.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Whether queued files are left for another batch.</summary>
    public bool HasMore { get; init; }
}
