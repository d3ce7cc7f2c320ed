using Goji.Policies;
using Goji.Ports;

namespace Goji.Passes.Deciding;

/// <summary>What a policy demands beyond the content of a file: the cluster that it starts on, and who added it.</summary>
/// <param name="policy">The policy; null for none.</param>
/// <param name="source">The rule about signatures.</param>
/// <param name="context">The context of the configured cluster; null where there is none.</param>
internal sealed class PolicyBounds(JobPolicy? policy, SourceRule? source, string? context)
{
    /// <summary>No policy.</summary>
    public static readonly PolicyBounds None = new(null, null, null);

    public JobPolicy? Policy => policy;

    /// <summary>Why a queued file must wait; null if it can start.</summary>
    public string? Obstacle(IRepositorySnapshot snapshot, JobFile file) =>
        policy?.RuleFor(file.Path)?.ObstacleIn(context) ?? source?.Obstacle(snapshot, file)?.Reason;
}
