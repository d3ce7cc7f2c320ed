using System.Globalization;
using System.Text.Json.Nodes;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Jobs.Pods;

/// <summary>Makes a Pod of a Job's template, marked as the Job controller marks it.</summary>
internal static class PodObject
{
    public const string NodeName = "sandbox-node";

    public static JsonObject Create(PodRun pod, StoredObject job, JsonObject jobBody, JobPlan plan)
    {
        var template = jobBody.Object("spec").Object("template");
        var metadata = (JsonObject?)template.Object("metadata")?.DeepClone() ?? [];
        metadata.Remove("name");
        metadata.Remove("creationTimestamp");
        metadata["name"] = pod.Name;
        metadata["generateName"] = pod.Index is null ? $"{job.Name}-" : $"{job.Name}-{pod.Index}-";
        metadata["namespace"] = job.Namespace;
        metadata["uid"] = pod.Uid;
        metadata["creationTimestamp"] = Timestamp.Of(pod.Created);
        metadata["ownerReferences"] = new JsonArray(OwnerReference.Of(job.Name, job.Uid));

        var spec = (JsonObject?)template.Object("spec")?.DeepClone() ?? [];
        Place(spec, plan);
        if (pod.Index is { } index)
        {
            MarkIndex(metadata, spec, job.Name, index.ToString(CultureInfo.InvariantCulture));
        }

        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = metadata, ["spec"] = spec };
    }

    private static void Place(JsonObject spec, JobPlan plan)
    {
        if (plan.Script.Result != PodResult.Unschedulable)
        {
            spec["nodeName"] = NodeName;
        }

        spec.Default("serviceAccountName", "default");
        spec.Default("serviceAccount", spec.Text("serviceAccountName")!);
        spec.Default("enableServiceLinks", true);
        spec.Default("preemptionPolicy", "PreemptLowerPriority");
        spec.Default("priority", 0L);
    }

    private static void MarkIndex(JsonObject metadata, JsonObject spec, string jobName, string index)
    {
        metadata.Child("labels")[JobLabels.Index] = index;
        metadata.Child("annotations")[JobLabels.Index] = index;
        spec.Default("hostname", $"{jobName}-{index}");
        foreach (var container in spec.Objects("initContainers").Concat(spec.Objects("containers")))
        {
            container.Default("env", new JsonArray());
            container.Array("env")!.AddNode(new JsonObject
            {
                ["name"] = "JOB_COMPLETION_INDEX",
                ["valueFrom"] = new JsonObject
                {
                    ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = $"metadata.labels['{JobLabels.Index}']" },
                },
            });
        }
    }
}
