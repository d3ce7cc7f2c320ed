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

    /// <summary>Those that may still run.</summary>
    public static IReadOnlyList<PodContainer> Running(IEnumerable<PodContainer> containers) =>
        [.. containers.Where(container => !container.HasEnded)];

    /// <summary>Why a deleted Job whose pods still exist has no verdict yet.</summary>
    public static string WhyWait(JobRun run, IEnumerable<PodContainer> containers) =>
        $"The Job '{run}' is cancelled and deleted. It leaves processing/ when its pods have ended: {Names(run, containers)}.";

    /// <summary>Why a Job that is over, or gone, has no verdict yet: while a pod runs, nothing that the file excludes may start.</summary>
    public static string WhyRunning(JobRun run, IEnumerable<PodContainer> containers, bool isGone) =>
        $"The Job '{run}' {(isGone ? "no longer exists" : "has ended")}, and its pods still run: {Names(run, containers)}. "
            + "It leaves processing/ when they have ended.";

    /// <summary>Why a Job that was given up stays in processing.</summary>
    public static string WhyEnding(JobRun run, IEnumerable<PodContainer> containers) =>
        $"The Job '{run}' is stuck and is deleted. It leaves processing/ when its pods have ended: {Names(run, containers)}.";

    /// <summary>Why a cancelled Job has no verdict yet although the cluster answers.</summary>
    public static string WhyNot(JobRun run, ClusterException exception) => exception.Failure == ClusterFailure.Forbidden
        ? $"The Job '{run}' cannot be cancelled: {exception.Message} Give the runner the verbs 'get' and 'delete' on 'jobs', and 'list' on "
            + $"'pods'."
        : $"The Job '{run}' is not cancelled yet: {exception.Message}";

    private static string Names(JobRun run, IEnumerable<PodContainer> containers)
    {
        var pods = containers.Select(container => container.Pod).Distinct().ToList();
        return string.Join(", ", pods.Take(MaxNamed).Select(pod => $"'{run.Namespace}/{pod}'"))
            + (pods.Count > MaxNamed ? $" and {pods.Count - MaxNamed} more" : "");
    }
}
