using System.Text.Json;

namespace Goji.Kubernetes.Pods;

/// <summary>What keeps pods from starting, where only the cluster's events show it.</summary>
internal static class EventTrouble
{
    private static readonly string[] ReasonsOfPods = ["FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox"];

    /// <param name="events">The events of a Job that has no pods, because none could be created.</param>
    public static PodReport? OfJob(JsonElement events) =>
        Newest(events) is [var newest, ..] ? Report("", newest, "No pod can be created", since: null) : null;

    /// <param name="pod">A pod that has not started.</param>
    /// <param name="events">All its events: where a later one is of another kind, such as that an image is being pulled, the trouble is
    /// over.</param>
    public static PodReport? OfPod(JsonElement pod, JsonElement events)
    {
        var metadata = pod.Field("metadata");
        var name = metadata.TextOrNull("name") ?? "";
        return Newest(events) is [var newest, ..] all && all.All(each => ReasonsOfPods.Contains(each.TextOrNull("reason")))
            ? Report(name, newest, $"Pod '{name}' cannot start", metadata.Time("creationTimestamp"))
            : null;
    }

    /// <summary>The newest events. Their times are whole seconds, so there may be several.</summary>
    private static List<JsonElement?> Newest(JsonElement events) => ((JsonElement?)events).Items("items")
        .Select(each => (JsonElement?)each)
        .GroupBy(each => each.Time("lastTimestamp") ?? each.Time("eventTime") ?? DateTimeOffset.MinValue)
        .MaxBy(group => group.Key)?.ToList() ?? [];

    private static PodReport Report(string pod, JsonElement? newest, string what, DateTimeOffset? since)
    {
        var message = newest.TextOrNull("message")?.Trim() ?? "";
        return new()
        {
            Pod = pod,
            Reason = newest.TextOrNull("reason") ?? "",
            Message = message,
            At = since,
            Sentence = what + PodTrouble.Colon(message),
        };
    }
}
