namespace Goji.Ports.Kueue;

/// <summary>Kueue's object for a Job that waits in a queue: https://kueue.sigs.k8s.io/docs/concepts/workload.</summary>
/// <param name="Name">The Workload's name.</param>
/// <param name="JobUid">The UID of its Job.</param>
internal sealed record Workload(string Name, string JobUid)
{
    /// <summary>Whether Kueue considers it at all.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The ClusterQueue that has reserved quota for it; empty while none has.</summary>
    public string ClusterQueue { get; init; } = "";

    public IReadOnlyList<JobCondition> Conditions { get; init; } = [];

    /// <summary>The admission checks that are not ready, with their state and message.</summary>
    public IReadOnlyList<(string Name, string State, string Message)> OpenChecks { get; init; } = [];

    /// <summary>When Kueue queues it again after an eviction; null where it has set no such time.</summary>
    public DateTimeOffset? RequeueAt { get; init; }

    /// <summary>Whether a condition of a type is true.</summary>
    public bool Is(string type) => Condition(type) is { Status: "True" };

    /// <summary>The condition of a type; null where there is none.</summary>
    public JobCondition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);
}
