using System.Text.Json.Nodes;

namespace Goji.Sandbox.Jobs;

/// <summary>The reference of what a Job has made: its pods, and its Workload.</summary>
internal static class OwnerReference
{
    public static JsonObject Of(string job, string uid) => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "Job",
        ["name"] = job,
        ["uid"] = uid,
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };
}
