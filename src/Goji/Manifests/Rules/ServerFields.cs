using System.Text.Json.Nodes;

namespace Goji.Manifests.Rules;

/// <summary>Recognises a Job that was read from a cluster, by the fields that only the API server sets.</summary>
internal static class ServerFields
{
    private static readonly string[] UidLabels = ["batch.kubernetes.io/controller-uid", "controller-uid"];

    /// <summary>The labels that the API server gives a Job and its pods, unless the Job's author selects the pods.</summary>
    public static IReadOnlyList<string> Labels { get; } = [.. UidLabels, "batch.kubernetes.io/job-name", "job-name"];

    /// <summary>Finds what belongs to the Job that this one was read from, and for which the API server refuses a new one.</summary>
    /// <returns>The fields; none for a Job that an author wrote.</returns>
    public static IReadOnlyList<string> FindIn(JsonObject job)
    {
        var fields = new List<string>();
        if (IsSet(job, "metadata", "resourceVersion"))
        {
            fields.Add("metadata.resourceVersion");
        }

        if (!SelectsPods(job))
        {
            fields.AddRange(UidLabels.Any(label => IsSet(job, "spec", "selector", "matchLabels", label)) ? ["spec.selector"] : []);
            fields.AddRange(
                UidLabels.Where(label => IsSet(job, "spec", "template", "metadata", "labels", label)).Select(
                    label => $"the label '{label}' of spec.template"));
        }

        return fields;
    }

    /// <summary>Whether the author of a Job selects its pods, so that the API server adds neither labels nor a selector.</summary>
    public static bool SelectsPods(JsonObject job) =>
        (job["spec"] as JsonObject)?["manualSelector"] is JsonValue manual && manual.TryGetValue<bool>(out var flag) && flag;

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
