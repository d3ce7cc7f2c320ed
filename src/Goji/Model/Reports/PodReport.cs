namespace Goji;

/// <summary>What one pod shows about why its Job failed, or what the Job waits for.</summary>
public sealed record PodReport
{
    /// <summary>Gets the pod's name; empty where there is no pod, because none can be created.</summary>
    public required string Pod { get; init; }

    /// <summary>Gets the name of the container that it is about; empty where it is about the whole pod.</summary>
    public string Container { get; init; } = "";

    /// <summary>Gets the exit code of the container; <see langword="null"/> where it has not ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>
    /// Gets the signal that ended the container; <see langword="null"/> where none did or the kubelet does not report it.
    /// </summary>
    public int? Signal { get; init; }

    /// <summary>
    /// Gets the reason in the cluster's own word: <c>Error</c>, <c>OOMKilled</c>, <c>ImagePullBackOff</c>,
    /// <c>CreateContainerConfigError</c>, <c>Unschedulable</c>, <c>FailedMount</c>, <c>FailedCreate</c>, <c>Evicted</c>.
    /// </summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// Gets the reason in the cluster's own word for which the cluster itself ended the pod: <c>Evicted</c>, <c>PreemptionByScheduler</c>,
    /// <c>Terminated</c>. Empty where the container ended by itself.
    /// </summary>
    public string Disruption { get; init; } = "";

    /// <summary>
    /// Gets the container's termination message, or the cluster's account of what it waits for. Empty where there is none.
    /// </summary>
    public string Message { get; init; } = "";

    /// <summary>Gets when the container ended, or since when it waits, by the cluster's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Gets the whole of it in one sentence.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>Gets the last log lines of the container, oldest first. Empty where it has not run or its log cannot be read.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>
    /// Gets the path of the file that keeps the container's whole log; <see langword="null"/> where no folder keeps logs.
    /// </summary>
    public string? LogFile { get; init; }
}
