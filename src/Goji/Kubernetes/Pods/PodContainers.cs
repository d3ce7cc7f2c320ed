using System.Text.Json;
using Goji.Ports.Pods;

namespace Goji.Kubernetes.Pods;

/// <summary>Reads the containers of a pod, in the order in which they start.</summary>
internal static class PodContainers
{
    public static IEnumerable<PodContainer> Of(string @namespace, JsonElement pod)
    {
        var metadata = pod.Field("metadata");
        var status = pod.Field("status");
        var spec = pod.Field("spec");
        var isOver = status.TextOrNull("phase") is "Succeeded" or "Failed";
        var canRestart = spec.TextOrNull("restartPolicy") != "Never";
        var specs = spec.Items("initContainers").Select(
            container => (Spec: (JsonElement?)container, IsInit: container.TextOrNull("restartPolicy") != "Always"))
            .Concat(spec.Items("containers").Select(container => (Spec: (JsonElement?)container, IsInit: false)))
            .ToList();
        var statuses = status.Items("initContainerStatuses").Concat(status.Items("containerStatuses"))
            .ToDictionary(each => each.Text("name"), each => (JsonElement?)each);
        foreach (var (container, isInit) in specs)
        {
            var name = container.TextOrNull("name") ?? "";
            var known = statuses.GetValueOrDefault(name);
            var state = known.Field("state");
            var last = known.Field("lastState").Field("terminated");
            var isBetweenRuns = IsBetweenRuns(known, last);
            var present = state.Field("running") ?? state.Field("terminated") ?? (isBetweenRuns ? last : null);
            yield return new(
                @namespace,
                metadata.Field("labels").TextOrNull("batch.kubernetes.io/controller-uid") ?? "",
                metadata.TextOrNull("name") ?? "",
                metadata.TextOrNull("uid") ?? "",
                name)
            {
                IsInit = isInit,
                Restarts = known.Number("restartCount") ?? 0,
                CanRestart = canRestart
                    || container.TextOrNull("restartPolicy") is not (null or "Never")
                    || container.Items("restartPolicyRules").Any(),
                IsRunning = state.Field("running") is not null,
                HasEnded = state.Field("terminated") is not null || isOver,
                IsBetweenRuns = isBetweenRuns,
                HasPrevious = last is not null && !isBetweenRuns,
                StartedAt = present.Time("startedAt"),
                PreviousStartedAt = isBetweenRuns ? null : last.Time("startedAt"),
                Siblings = specs.Count,
                CreatedAt = metadata.Time("creationTimestamp"),
            };
        }
    }

    /// <summary>
    /// Whether a container waits to be started again. Its last state is then that of its newest run, by which its status still names it;
    /// once it is started, the last state is that of the run before.
    /// </summary>
    private static bool IsBetweenRuns(JsonElement? status, JsonElement? last) =>
        last is not null
        && status.Field("state").Field("waiting") is not null
        && (last.TextOrNull("containerID") is not { Length: > 0 } id || status.TextOrNull("containerID") is not { Length: > 0 } newest
            || id == newest);
}
