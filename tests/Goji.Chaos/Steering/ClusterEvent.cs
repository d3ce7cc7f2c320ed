using System.Text.Json;

namespace Goji.Chaos.Steering;

/// <summary>One event of a watch on the cluster.</summary>
/// <param name="Version">The resource version, which orders the events of all watches.</param>
/// <param name="Type">Such as <c>ADDED</c>.</param>
/// <param name="IsPod">Whether it is about a pod; else it is about a Job.</param>
/// <param name="Uid">The object's UID.</param>
/// <param name="Owner">The UID of the pod's Job; of a Job, its own.</param>
internal sealed record ClusterEvent(long Version, string Type, bool IsPod, string Uid, string Owner)
{
    public string RunId { get; init; } = "";

    /// <summary>The path of the job file.</summary>
    public string File { get; init; } = "";

    /// <summary>The terminal condition of a Job, or the terminal phase of a pod; null while there is none.</summary>
    public string? End { get; init; }

    public static ClusterEvent Parse(string line, bool isPod)
    {
        using var document = JsonDocument.Parse(line);
        var item = document.RootElement.GetProperty("object");
        var metadata = item.GetProperty("metadata");
        var uid = Text(metadata, "uid");
        var labels = metadata.TryGetProperty("labels", out var found) ? found : default;
        return new(long.Parse(Text(metadata, "resourceVersion")), Text(document.RootElement, "type"), isPod, uid, isPod ? Text(labels, "batch.kubernetes.io/controller-uid") : uid)
        {
            RunId = Text(labels, "goji.run/id"),
            File = metadata.TryGetProperty("annotations", out var annotations) ? Text(annotations, "goji.run/file") : "",
            End = EndOf(item, isPod),
        };
    }

    private static string? EndOf(JsonElement item, bool isPod)
    {
        if (!item.TryGetProperty("status", out var status))
        {
            return null;
        }

        if (isPod)
        {
            return Text(status, "phase") is "Succeeded" or "Failed" ? Text(status, "phase") : null;
        }

        return status.TryGetProperty("conditions", out var conditions)
            ? conditions.EnumerateArray().Where(one => Text(one, "type") is "Complete" or "Failed" && Text(one, "status") == "True").Select(one => Text(one, "type")).FirstOrDefault()
            : null;
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
