using Goji.Ports;
using Goji.Ports.Pods;
using Goji.Records;

namespace Goji.Passes.Cancelling;

/// <summary>The pods that are left of a Job.</summary>
internal static class JobPods
{
    private const int MaxNamed = 3;

    public static async Task<IReadOnlyList<PodContainer>> FindAsync(ICluster cluster, JobRun run, CancellationToken cancellationToken) =>
        await cluster.ListContainersAsync(run.Namespace, [run.Uid!], cancellationToken);

    /// <summary>Why a deleted Job whose pods still exist has no verdict yet.</summary>
    public static string WhyWait(JobRun run, IEnumerable<PodContainer> containers)
    {
        var pods = containers.Select(container => container.Pod).Distinct().ToList();
        var names = string.Join(", ", pods.Take(MaxNamed).Select(pod => $"'{run.Namespace}/{pod}'"))
            + (pods.Count > MaxNamed ? $" and {pods.Count - MaxNamed} more" : "");
        return $"The Job '{run}' is cancelled and deleted. It leaves processing/ when its pods have ended: {names}.";
    }

    /// <summary>Why a cancelled Job has no verdict yet although the cluster answers.</summary>
    public static string WhyNot(JobRun run, ClusterException exception) => exception.Failure == ClusterFailure.Forbidden
        ? $"The Job '{run}' cannot be cancelled: {exception.Message} Give the runner the verbs 'get' and 'delete' on 'jobs', and 'list' on "
            + $"'pods'."
        : $"The Job '{run}' is not cancelled yet: {exception.Message}";
}
