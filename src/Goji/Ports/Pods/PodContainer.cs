namespace Goji.Ports.Pods;

/// <summary>One run of a container of a Job's pod.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="JobUid">The UID of the Job that the pod is of.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="PodUid">The pod's UID.</param>
/// <param name="Name">The container's name.</param>
internal sealed record PodContainer(string Namespace, string JobUid, string Pod, string PodUid, string Name)
{
    /// <summary>Whether it is an init container that ends before the main ones start. A sidecar is none.</summary>
    public bool IsInit { get; init; }

    /// <summary>How often the container was started again in its pod.</summary>
    public int Restarts { get; init; }

    /// <summary>Whether the container may be started again in its pod.</summary>
    public bool CanRestart { get; init; }

    public bool IsRunning { get; init; }

    /// <summary>Whether the container has ended and is not started again.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether the run has ended, and the container waits to be started again.</summary>
    public bool IsBetweenRuns { get; init; }

    /// <summary>Whether the run before this one has a log that can still be read.</summary>
    public bool HasPrevious { get; init; }

    /// <summary>Whether a run of the container has a log that can be read.</summary>
    public bool HasLog => IsRunning || HasEnded || IsBetweenRuns || HasPrevious;

    /// <summary>When the run was started, in whole seconds.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the run before this one was started, in whole seconds; null where that is not known.</summary>
    public DateTimeOffset? PreviousStartedAt { get; init; }

    /// <summary>The run before this one; null where its log cannot be read.</summary>
    public PodContainer? Previous => HasPrevious && Restarts > 0
        ? this with
        {
            Restarts = Restarts - 1,
            IsRunning = false,
            HasEnded = true,
            IsBetweenRuns = false,
            HasPrevious = false,
            StartedAt = PreviousStartedAt,
            PreviousStartedAt = null,
        }
        : null;

    /// <summary>How many containers the pod has, init containers included.</summary>
    public int Siblings { get; init; } = 1;

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Identifies the run among all runs of all containers.</summary>
    public (string PodUid, string Container, int Restarts) Run => (PodUid, Name, Restarts);
}
