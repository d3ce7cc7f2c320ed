namespace Goji.Ports.Pods;

/// <summary>A container of a pod as it is now.</summary>
/// <param name="Run">The present run of the container.</param>
/// <param name="State"><c>waiting</c>, <c>running</c> or <c>terminated</c>.</param>
/// <param name="Reason">The reason in the cluster's own word: <c>ImagePullBackOff</c>, <c>Completed</c>, <c>OOMKilled</c>. Empty where
/// there is none.</param>
/// <param name="Message">The cluster's account, or the termination message. Empty where there is none.</param>
internal sealed record ContainerDetail(PodContainer Run, string State, string Reason, string Message)
{
    /// <summary>The exit code; null while the container has not ended.</summary>
    public int? ExitCode { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
