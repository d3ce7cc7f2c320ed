using System.Text.Json.Nodes;
using Goji.Sandbox.Jobs;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Defaults;

/// <summary>Fills in what a Job leaves out, as the API server does before it stores one.</summary>
internal static class JobDefaults
{
    public static void Apply(JsonObject job)
    {
        var metadata = job.Child("metadata");
        var spec = job.Child("spec");
        var template = spec.Child("template");
        if (spec["completions"] is null && spec["parallelism"] is null)
        {
            spec["completions"] = 1L;
        }

        spec.Default("parallelism", 1L);
        spec.Default("backoffLimit", spec["backoffLimitPerIndex"] is null ? 6L : int.MaxValue);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        spec.Default("podReplacementPolicy", spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed");
        foreach (var pattern in spec.Object("podFailurePolicy").Objects("rules").SelectMany(rule => rule.Objects("onPodConditions")))
        {
            pattern.Default("status", "True");
        }

        PodSpecDefaults.Apply(template.Child("spec"));
        if (spec.Flag("manualSelector") != true)
        {
            GenerateSelector(metadata, spec, template);
        }

        // A Job without labels gets those of its template.
        if (metadata.Object("labels") is not { Count: > 0 } && template.Object("metadata").Object("labels") is { Count: > 0 } labels)
        {
            metadata["labels"] = labels.DeepClone();
        }

        job.Default("status", new JsonObject());
    }

    private static void GenerateSelector(JsonObject metadata, JsonObject spec, JsonObject template)
    {
        var uid = metadata.Text("uid") ?? "";
        var labels = template.Child("metadata").Child("labels");
        labels.Default(JobLabels.Uid, uid);
        labels.Default(JobLabels.Name, metadata.Text("name") ?? "");
        labels.Default(JobLabels.OldUid, uid);
        labels.Default(JobLabels.OldName, metadata.Text("name") ?? "");
        spec.Child("selector").Child("matchLabels").Default(JobLabels.Uid, uid);
    }
}
