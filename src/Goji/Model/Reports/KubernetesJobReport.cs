namespace Goji;

/// <summary>What a pass found about one Kubernetes Job.</summary>
public sealed record KubernetesJobReport
{
    /// <summary>Gets the Job's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Gets the Job's name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the Job's UID; empty while it is not known.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Gets the Job's verdict: <see cref="JobState.Processing"/> while it runs.</summary>
    public required JobState State { get; init; }

    /// <summary>Gets when the Job was started, by the cluster's clock.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Gets when the Job finished, by the cluster's clock.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Gets the reason in one word, such as <c>BackoffLimitExceeded</c>. Empty where there is none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Gets the reason in a sentence. Empty where there is none.</summary>
    public string Message { get; init; } = "";

    /// <summary>Gets what the pods show about a Job that failed or is stuck, the most relevant first.</summary>
    public IReadOnlyList<PodReport> Pods { get; init; } = [];
}
