using Goji.Passes.Deciding;
using Goji.Passes.Starting;
using Goji.Ports;

namespace Goji.Passes.Claiming;

/// <summary>What one claim commit does.</summary>
/// <param name="RepositoryId">The id of the repository after the commit.</param>
/// <param name="Decisions">About each queued file.</param>
/// <param name="Starts">The files whose Jobs to start once the commit has landed: new claims, and claims taken over or renewed.</param>
internal sealed record ClaimPlan(string RepositoryId, IReadOnlyList<Decision> Decisions, IReadOnlyList<StartOrder> Starts)
{
    /// <summary>Claims that this runner may take over or renew and leaves alone this time, by path, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Left { get; init; } = new Dictionary<string, string>();

    /// <summary>Why some claims could not be taken over; null if all could.</summary>
    public ClusterException? Outage { get; init; }

    /// <summary>Whether queued files are left for another batch.</summary>
    public bool HasMore { get; init; }
}
