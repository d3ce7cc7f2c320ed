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
            yield return new(
                @namespace,
                metadata.Field("labels").TextOrNull("batch.kubernetes.io/controller-uid") ?? "",
                metadata.TextOrNull("name") ?? "",
                metadata.TextOrNull("uid") ?? "",
                name)
            {
                IsInit = isInit,
                Restarts = known.Number("restartCount") ?? 0,
                IsRunning = state.Field("running") is not null,
                HasEnded = state.Field("terminated") is not null || isOver,
                HasPrevious = known.Field("lastState").Field("terminated") is not null,
                Siblings = specs.Count,
                CreatedAt = metadata.Time("creationTimestamp"),
            };
        }
    }
}
