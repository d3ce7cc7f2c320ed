namespace Goji.Model;

/// <summary>Labels of Kueue's: https://kueue.sigs.k8s.io/docs/reference/labels-and-annotations.</summary>
internal static class KueueNames
{
    public const string Group = "kueue.x-k8s.io";

    /// <summary>On a Job: the LocalQueue that it waits in.</summary>
    public const string Queue = Group + "/queue-name";

    /// <summary>On a Job: its WorkloadPriorityClass.</summary>
    public const string PriorityClass = Group + "/priority-class";

    /// <summary>On a Workload: the UID of its Job.</summary>
    public const string JobUid = Group + "/job-uid";
}
