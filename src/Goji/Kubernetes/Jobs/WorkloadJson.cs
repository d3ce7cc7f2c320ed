using System.Text.Json;
using Goji.Model;
using Goji.Ports.Kueue;

namespace Goji.Kubernetes.Jobs;

/// <summary>
/// Reads the part of a Workload of Kueue's that explains what its Job waits for. The versions v1beta1 and v1beta2 are alike in it.
/// </summary>
internal static class WorkloadJson
{
    public static Workload Read(JsonElement workload)
    {
        var metadata = workload.Field("metadata") ?? default;
        var status = workload.Field("status");
        return new(metadata.Text("name"), metadata.Field("labels").TextOrNull(KueueNames.JobUid) ?? OwnerOf(metadata))
        {
            IsActive = workload.Field("spec").Field("active")?.ValueKind != JsonValueKind.False,
            ClusterQueue = status.Field("admission").TextOrNull("clusterQueue") ?? "",
            RequeueAt = status.Field("requeueState").Time("requeueAt"),
            Conditions = [.. status.Items("conditions").Select(JobJson.ReadCondition)],
            OpenChecks =
            [
                .. status.Items("admissionChecks")
                    .Where(check => check.Text("state") != "Ready")
                    .Select(check => (check.Text("name"), check.Text("state"), check.Text("message"))),
            ],
        };
    }

    private static string OwnerOf(JsonElement metadata) =>
        ((JsonElement?)metadata)
            .Items("ownerReferences")
            .Where(owner => owner.Text("kind") == "Job")
            .Select(owner => owner.Text("uid"))
            .FirstOrDefault("");
}
