using System.Text.Json;

namespace Goji.Kubernetes.Pods;

/// <summary>
/// Why the cluster itself ended a pod: the kubelet evicted it, the scheduler preempted it, its node was shut down or drained. The exit code
/// of its containers, usually 137 or 143, does not distinguish that from a crash.
/// </summary>
/// <param name="Reason">The cluster's own word: <c>Evicted</c>, <c>PreemptionByScheduler</c>, <c>Terminated</c>.</param>
/// <param name="Message">The cluster's account; empty where there is none.</param>
/// <param name="At">When it happened, where that is known.</param>
internal sealed record PodDisruption(string Reason, string Message, DateTimeOffset? At)
{
    // https://kubernetes.io/docs/concepts/workloads/pods/disruptions (pod disruption conditions), and the kubelet's own reasons.
    private string Verb => Reason switch
    {
        "Evicted" or "EvictionByEvictionAPI" => "was evicted",
        "PreemptionByScheduler" or "Preempting" => "was preempted",
        "Terminated" or "NodeShutdown" or "TerminationByKubelet" => "was ended by its node",
        "DeletionByTaintManager" => "was deleted because of a taint of its node",
        "DeletionByPodGC" or "NodeLost" => "was deleted because its node is gone",
        _ => "was ended by the cluster",
    };

    /// <summary>A failed pod's own reason, else its condition <c>DisruptionTarget</c>; null where the cluster did not end it.</summary>
    public static PodDisruption? Of(JsonElement? status)
    {
        var condition = status.Items("conditions").Select(each => (JsonElement?)each)
            .FirstOrDefault(each => each.TextOrNull("type") == "DisruptionTarget" && each.TextOrNull("status") == "True");
        var reason = status.TextOrNull("phase") == "Failed" ? status.TextOrNull("reason") : null;
        return string.IsNullOrEmpty(reason) && condition is null
            ? null
            : new(
                string.IsNullOrEmpty(reason) ? condition.TextOrNull("reason") ?? "DisruptionTarget" : reason,
                (status.TextOrNull("message") is { Length: > 0 } message ? message : condition.TextOrNull("message") ?? "").Trim(),
                condition.Time("lastTransitionTime"));
    }

    public string Sentence(string pod) => $"Pod '{pod}' {Verb} ({Reason}){PodTrouble.Colon(Message)}";
}
