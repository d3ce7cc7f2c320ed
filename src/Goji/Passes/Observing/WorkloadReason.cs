using Goji.Ports;
using Goji.Ports.Kueue;

namespace Goji.Passes.Observing;

/// <summary>
/// Describes what a suspended Job waits for in a queue of Kueue: a pure function of its Workload, with the texts of the server.
/// </summary>
internal static class WorkloadReason
{
    /// <summary>The reasons of the condition QuotaReserved that are not about quota, as of Kueue's API v1beta2 and earlier ones.</summary>
    private static readonly HashSet<string> OtherThanQuota =
    [
        "Inadmissible", "Misconfigured", "Suspended", "OnHold", "AdmissionGated", "PendingEvaluation", "Waiting", "WaitingForPodsReady",
        "NoMatchingFlavor", "TopologyPlacementFailed",
    ];

    /// <param name="queue">The LocalQueue.</param>
    /// <param name="workload">The Job's Workload; null where Kueue has made none.</param>
    public static string Of(string queue, Workload? workload) => workload switch
    {
        null => $"Kueue has no Workload for it yet (LocalQueue '{queue}'). If that lasts, check that Kueue runs and manages the namespace.",
        { IsActive: false } => $"Kueue has deactivated its Workload '{workload.Name}'{Words(workload.Condition("Evicted"))}. "
            + "To queue it again, set spec.active of the Workload to true.",
        _ when workload.Is("Admitted") => Admitted(workload),
        _ when workload.Is("QuotaReserved") => Reserved(workload),
        _ => Waiting(queue, workload),
    };

    private static string Waiting(string queue, Workload workload)
    {
        var evicted = workload.Is("Evicted") ? $"Kueue has evicted it{Words(workload.Condition("Evicted"))}. " : "";
        if (workload.Condition("Requeued") is { Status: "False" } held)
        {
            // Until it is queued again, no quota helps.
            return workload.RequeueAt is { } time ? $"{evicted}Kueue queues it again at {time:u}."
                : $"{evicted}It is not in LocalQueue '{queue}' for now{Words(held)}.";
        }

        const string Gates = "BlockedOnPreemptionGates";
        var gates = workload.Is(Gates) ? $" It may not preempt{Words(workload.Condition(Gates))}." : "";
        var reserved = workload.Condition("QuotaReserved");
        var what = reserved is not null && OtherThanQuota.Contains(reserved.Reason) ? "" : "for quota ";
        return $"{evicted}It waits {what}in LocalQueue '{queue}'{Words(reserved)}.{gates}";
    }

    private static string Reserved(Workload workload)
    {
        var checks = workload.OpenChecks.Select(
            check => $"{check.Name} is {check.State}{(check.Message.Length > 0 ? $": {check.Message.TrimEnd('.')}" : "")}").ToList();
        var waits = checks.Count > 0
            ? $"admission checks ({string.Join("; ", checks)})"
            : $"admission{Words(workload.Condition("Admitted"))}";
        return $"Quota is reserved in ClusterQueue '{workload.ClusterQueue}'. It waits for {waits}.";
    }

    private static string Admitted(Workload workload) =>
        $"Kueue has admitted it to ClusterQueue "
            + $"'{workload.ClusterQueue}'{(workload.Condition("PodsReady") is { Status: "False" } ready ? Words(ready) : "")}, and is "
            + $"about to resume it.";

    private static string Words(JobCondition? condition) => condition is null or { Reason: "", Message: "" } ? ""
        : condition.Message.Length == 0 ? $" ({condition.Reason})"
        : $" ({condition.Reason}: {condition.Message.TrimEnd('.')})";
}
