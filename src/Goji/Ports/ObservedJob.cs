namespace Goji.Ports;

/// <summary>A Job as the cluster has it, as far as Goji reads it.</summary>
internal sealed record ObservedJob(string Namespace, string Name, string Uid)
{
    /// <summary>The label <c>goji.run/id</c>; null on Jobs that Goji did not make.</summary>
    public string? RunId { get; init; }

    /// <summary>The label <c>goji.run/repository</c>; null on Jobs that Goji did not make.</summary>
    public string? RepositoryId { get; init; }

    /// <summary>The annotation <c>goji.run/file</c>: the path of the job file; null on Jobs that Goji did not make.</summary>
    public string? File { get; init; }

    /// <summary>The version of the Job's object, which changes with each change of its status.</summary>
    public string Version { get; init; } = "";

    /// <summary>The Job's <c>ttlSecondsAfterFinished</c>; null for none.</summary>
    public int? Ttl { get; init; }

    /// <summary>
    /// When the Job is ended by its <c>activeDeadlineSeconds</c>; null for never, and while it is suspended or not started.
    /// </summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>The objects that own the Job, as <c>CronJob 'nightly'</c>.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>
    /// The controller that <c>spec.managedBy</c> names in place of Kubernetes' own; null for the latter. It alone starts pods.
    /// </summary>
    public string? Manager { get; init; }

    public bool IsSuspended { get; init; }

    /// <summary>The LocalQueue of Kueue that the Job names (label <c>kueue.x-k8s.io/queue-name</c>); null for none.</summary>
    public string? LocalQueue { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? DeletionAt { get; init; }

    /// <summary>What has to be done before the Job can be deleted; see <c>metadata.finalizers</c>.</summary>
    public IReadOnlyList<string> Finalizers { get; init; } = [];

    public int Active { get; init; }

    /// <summary>How many of its pods are ready; null where the server does not report it.</summary>
    public int? Ready { get; init; }

    public int Succeeded { get; init; }

    public int Failed { get; init; }

    /// <summary>The indexes of an indexed Job that have failed for good, as the server writes them: <c>1,3-5</c>; null for none.</summary>
    public string? FailedIndexes { get; init; }

    /// <summary>How many of its pods must succeed; null for a work queue.</summary>
    public int? Completions { get; init; }

    public IReadOnlyList<JobCondition> Conditions { get; init; } = [];

    /// <summary>
    /// The condition of a type, if its status is <c>"True"</c>: a type alone proves nothing (a resumed Job keeps <c>Suspended</c> as
    /// <c>"False"</c>).
    /// </summary>
    public JobCondition? True(string type)
    {
        foreach (var condition in Conditions)
        {
            if (condition.Type == type && condition.Status == "True")
            {
                return condition;
            }
        }

        return null;
    }

    /// <summary>Whether its verdict is final.</summary>
    public bool IsFinished => True("Complete") is not null || True("Failed") is not null;
}
