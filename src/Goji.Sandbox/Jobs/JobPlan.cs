using System.Text.Json.Nodes;
using Goji.Sandbox.Jobs.Pods;
using Goji.Sandbox.Jobs.Policies;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Jobs;

/// <summary>A Job's spec as the controller reads it.</summary>
internal sealed record JobPlan(
    int Parallelism,
    int? Completions,
    int BackoffLimit,
    int? BackoffLimitPerIndex,
    int? MaxFailedIndexes,
    bool IsIndexed,
    bool RestartsInPlace,
    bool ReplacesFailedOnly,
    bool IsSuspended,
    TimeSpan? ActiveDeadline,
    TimeSpan? TimeToLive,
    bool IsOurs,
    PodFailurePolicy FailurePolicy,
    SuccessPolicy? SuccessPolicy,
    PodScript Script)
{
    public static JobPlan Read(JsonObject job)
    {
        var spec = job.Child("spec");
        var template = spec.Child("template");
        return new JobPlan(
            spec.Int("parallelism") ?? 1,
            spec.Int("completions"),
            spec.Int("backoffLimit") ?? 6,
            spec.Int("backoffLimitPerIndex"),
            spec.Int("maxFailedIndexes"),
            spec.Text("completionMode") == "Indexed",
            template.Object("spec").Text("restartPolicy") == "OnFailure",
            spec.Text("podReplacementPolicy") == "Failed",
            spec.Flag("suspend") == true,
            Seconds(spec.Long("activeDeadlineSeconds")),
            Seconds(spec.Long("ttlSecondsAfterFinished")),
            spec.Text("managedBy") is null or "kubernetes.io/job-controller",
            PodFailurePolicy.Read(spec.Object("podFailurePolicy")),
            SuccessPolicy.Read(spec.Object("successPolicy")),
            PodScript.Read(template));
    }

    private static TimeSpan? Seconds(long? seconds) =>
        seconds is { } some ? TimeSpan.FromSeconds(Math.Min(some, 1_000_000_000)) : null;
}
