using System.Text.Json;
using Goji.Ports.Pods;

namespace Goji.Kubernetes.Pods;

/// <summary>Reads the state of pods and their events, for people who inspect a Job.</summary>
internal static class PodDetails
{
    public static PodDetail Of(string @namespace, JsonElement pod)
    {
        var metadata = pod.Field("metadata");
        var status = pod.Field("status");
        var phase = metadata.Field("deletionTimestamp") is not null ? "Terminating" : status.TextOrNull("phase") ?? "";
        return new(metadata.TextOrNull("name") ?? "", metadata.TextOrNull("uid") ?? "", phase)
        {
            Node = pod.Field("spec").TextOrNull("nodeName") ?? "",
            Reason = ReasonOf(status),
            CreatedAt = metadata.Time("creationTimestamp"),
            Containers = [.. PodContainers.Of(@namespace, pod).Select(run => ContainerOf(run, status))],
        };
    }

    /// <summary>The events of a list, the newest first.</summary>
    public static IEnumerable<ClusterEvent> EventsOf(JsonElement? list) => list.Items("items")
        .Select(item => (JsonElement?)item)
        .Select(item => new ClusterEvent(
            $"{item.Field("involvedObject").TextOrNull("kind")}/{item.Field("involvedObject").TextOrNull("name")}",
            item.TextOrNull("type") ?? "",
            item.TextOrNull("reason") ?? "",
            item.TextOrNull("message")?.Trim() ?? "",
            item.Number("count") ?? item.Field("series").Number("count") ?? 1,
            item.Field("series").Time("lastObservedTime")
                ?? item.Time("lastTimestamp")
                ?? item.Time("eventTime")
                ?? item.Time("firstTimestamp")))
        .OrderByDescending(each => each.At);

    private static ContainerDetail ContainerOf(PodContainer run, JsonElement? status)
    {
        var known = status.Items("initContainerStatuses").Concat(status.Items("containerStatuses"))
            .Select(each => (JsonElement?)each).FirstOrDefault(each => each.TextOrNull("name") == run.Name);
        var state = known.Field("state");
        var name = ((string[])["running", "terminated"]).FirstOrDefault(each => state.Field(each) is not null) ?? "waiting";
        var detail = state.Field(name);
        return new(run, name, detail.TextOrNull("reason") ?? "", detail.TextOrNull("message")?.Trim() ?? "")
        {
            ExitCode = detail.Number("exitCode"),
            StartedAt = detail.Time("startedAt"),
            FinishedAt = detail.Time("finishedAt"),
        };
    }

    private static string ReasonOf(JsonElement? status)
    {
        var unscheduled = status.Items("conditions").Select(each => (JsonElement?)each)
            .FirstOrDefault(each => each.TextOrNull("type") == "PodScheduled" && each.TextOrNull("status") == "False");
        var (reason, message) = unscheduled is null
            ? (status.TextOrNull("reason"), status.TextOrNull("message"))
            : (unscheduled.TextOrNull("reason"), unscheduled.TextOrNull("message"));
        return string.Join(": ", ((string?[])[reason, message?.Trim()]).Where(text => !string.IsNullOrEmpty(text)));
    }
}
