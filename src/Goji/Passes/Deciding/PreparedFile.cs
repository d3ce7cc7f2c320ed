using Goji.Manifests;
using Goji.Passes.Deciding.Companions;

namespace Goji.Passes.Deciding;

/// <summary>A job file that has been read: what its attempt will create, or why it cannot be used.</summary>
internal sealed record PreparedFile(string RunId, IReadOnlyList<PreparedJob> Jobs, IReadOnlyList<PreparedCompanion> Companions)
{
    /// <summary>When it may start.</summary>
    public JobSteering Steering { get; init; } = JobSteering.None;

    /// <summary>The user that creates what it holds; null for the runner itself.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// Whether the server checks all of its documents before the first is created: it has several documents, or names owners.
    /// </summary>
    public bool NeedsDryRun => Jobs.Count + Companions.Count > 1 || Jobs.Any(job => job.Owners.Count > 0);

    /// <summary>Why the file is refused; null where it is not.</summary>
    public string? Refusal { get; init; }
}
