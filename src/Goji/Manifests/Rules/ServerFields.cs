using System.Text.Json.Nodes;

namespace Goji.Manifests.Rules;

/// <summary>Recognises a Job that was read from a cluster, with what the API server added to it and takes from nobody.</summary>
internal static class ServerFields
{
    private static readonly string[] UidLabels = ["batch.kubernetes.io/controller-uid", "controller-uid"];

    /// <summary>Whether the API server would refuse the Job because it carries what belongs to the one that it was read from.</summary>
    public static bool AreIn(JsonObject job)
    {
        var spec = job["spec"] as JsonObject;
        var selects = spec?["manualSelector"] is JsonValue manual && manual.TryGetValue<bool>(out var flag) && flag;
        return IsSet(job, "metadata", "resourceVersion")
            || (!selects && UidLabels.Any(label => IsSet(job, "spec", "template", "metadata", "labels", label) || IsSet(job, "spec", "selector", "matchLabels", label)));
    }

    private static bool IsSet(JsonObject job, params ReadOnlySpan<string> path)
    {
        JsonNode? node = job;
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node is JsonValue value && value.ToString().Length > 0;
    }
}
