using System.Text.Json;
using Goji.Kubernetes.Jobs;
using Goji.Passes.Observing;

namespace Goji.Tests.Passes.Observing;

/// <summary>What a suspended Job waits for in a queue of Kueue's, in Kueue's own words (v0.19).</summary>
public sealed class WorkloadReasonTests
{
    private const string Quota = "couldn't assign flavors to pod set main: insufficient quota for cpu in flavor default-flavor in ClusterQueue";

    [Theory]
    [InlineData(
        """{"conditions": [{"type": "QuotaReserved", "status": "False", "reason": "WaitingForQuota", "message": "QUOTA."}]}""",
        "It waits for quota in LocalQueue 'team-a' (WaitingForQuota: QUOTA).")]
    [InlineData(
        """{"conditions": [{"type": "QuotaReserved", "status": "False", "reason": "Inadmissible", "message": "LocalQueue team-a doesn't exist"}]}""",
        "It waits in LocalQueue 'team-a' (Inadmissible: LocalQueue team-a doesn't exist).")]
    [InlineData(
        """{"conditions": [{"type": "QuotaReserved", "status": "False", "reason": "Suspended", "message": "LocalQueue team-a is stopped"}]}""",
        "It waits in LocalQueue 'team-a' (Suspended: LocalQueue team-a is stopped).")]
    [InlineData(
        """{"requeueState": {"count": 1, "requeueAt": "2026-11-22T12:10:00Z"}, "conditions": [{"type": "Evicted", "status": "True", "reason": "PodsReadyTimeout", "message": "Exceeded the PodsReady timeout x"}, {"type": "Requeued", "status": "False", "reason": "PodsReadyTimeout", "message": ""}, {"type": "QuotaReserved", "status": "False", "reason": "Pending", "message": ""}]}""",
        "Kueue has evicted it (PodsReadyTimeout: Exceeded the PodsReady timeout x). Kueue queues it again at 2026-11-22 12:10:00Z.")]
    [InlineData(
        """{"conditions": [{"type": "Evicted", "status": "True", "reason": "ClusterQueueStopped", "message": "The ClusterQueue is stopped"}, {"type": "Requeued", "status": "False", "reason": "ClusterQueueStopped", "message": "The ClusterQueue is stopped"}]}""",
        "Kueue has evicted it (ClusterQueueStopped: The ClusterQueue is stopped). It is not in LocalQueue 'team-a' for now (ClusterQueueStopped: The ClusterQueue is stopped).")]
    [InlineData(
        """{"conditions": [{"type": "Evicted", "status": "True", "reason": "PodsReadyTimeout", "message": "x"}, {"type": "Requeued", "status": "True", "reason": "BackoffFinished", "message": "y"}, {"type": "QuotaReserved", "status": "False", "reason": "WaitingForQuota", "message": "z"}]}""",
        "Kueue has evicted it (PodsReadyTimeout: x). It waits for quota in LocalQueue 'team-a' (WaitingForQuota: z).")]
    [InlineData(
        """{"conditions": [{"type": "BlockedOnPreemptionGates", "status": "True", "reason": "PreemptionGated", "message": "closed gates"}, {"type": "QuotaReserved", "status": "False", "reason": "WaitingForQuota", "message": "z"}]}""",
        "It waits for quota in LocalQueue 'team-a' (WaitingForQuota: z). It may not preempt (PreemptionGated: closed gates).")]
    [InlineData("{}", "It waits for quota in LocalQueue 'team-a'.")]
    [InlineData(
        """{"conditions": [{"type": "Evicted", "status": "True", "reason": "Preempted", "message": "Preempted to accommodate a workload"}, {"type": "QuotaReserved", "status": "False", "reason": "Pending", "message": ""}]}""",
        "Kueue has evicted it (Preempted: Preempted to accommodate a workload). It waits for quota in LocalQueue 'team-a' (Pending).")]
    [InlineData(
        """{"conditions": [{"type": "Evicted", "status": "False", "reason": "QuotaReserved", "message": "Previously: x"}, {"type": "QuotaReserved", "status": "False", "reason": "Pending", "message": "y"}]}""",
        "It waits for quota in LocalQueue 'team-a' (Pending: y).")]
    [InlineData(
        """{"admission": {"clusterQueue": "big"}, "admissionChecks": [{"name": "prov", "state": "Pending", "message": "no nodes yet."}, {"name": "other", "state": "Ready", "message": ""}, {"name": "budget", "state": "Retry", "message": ""}], "conditions": [{"type": "QuotaReserved", "status": "True", "reason": "QuotaReserved", "message": ""}]}""",
        "Quota is reserved in ClusterQueue 'big'. It waits for admission checks (prov is Pending: no nodes yet; budget is Retry).")]
    [InlineData(
        """{"admission": {"clusterQueue": "big"}, "conditions": [{"type": "QuotaReserved", "status": "True", "reason": "QuotaReserved", "message": ""}, {"type": "Admitted", "status": "False", "reason": "UnsatisfiedAdmissionChecks", "message": "The workload has not all checks ready"}]}""",
        "Quota is reserved in ClusterQueue 'big'. It waits for admission (UnsatisfiedAdmissionChecks: The workload has not all checks ready).")]
    [InlineData(
        """{"admission": {"clusterQueue": "big"}, "conditions": [{"type": "QuotaReserved", "status": "True", "reason": "QuotaReserved", "message": ""}, {"type": "Admitted", "status": "True", "reason": "Admitted", "message": ""}, {"type": "PodsReady", "status": "False", "reason": "WaitForStart", "message": "Not all pods are ready or succeeded"}]}""",
        "Kueue has admitted it to ClusterQueue 'big' (WaitForStart: Not all pods are ready or succeeded), and is about to resume it.")]
    public void Reason_is_that_of_the_conditions(string status, string expected) =>
        Assert.Equal(expected.Replace("QUOTA", Quota, StringComparison.Ordinal), Standing(status.Replace("QUOTA", Quota, StringComparison.Ordinal)));

    [Fact]
    public void A_deactivated_workload_is_named_with_the_remedy() => Assert.Equal(
        "Kueue has deactivated its Workload 'job-x-1a2b3' (Deactivated: The workload is deactivated). To queue it again, set spec.active of the Workload to true.",
        Standing("""{"conditions": [{"type": "Evicted", "status": "True", "reason": "Deactivated", "message": "The workload is deactivated"}]}""", "false"));

    [Fact]
    public void Without_a_workload_the_queue_is_named() => Assert.StartsWith(
        "Kueue has no Workload for it yet (LocalQueue 'team-a').", WorkloadReason.Of("team-a", null), StringComparison.Ordinal);

    private static string Standing(string status, string active = "true")
    {
        using var document = JsonDocument.Parse(
            $$$"""{"metadata": {"name": "job-x-1a2b3", "labels": {"kueue.x-k8s.io/job-uid": "u"}}, "spec": {"active": {{{active}}} }, "status": {{{status}}} }""");
        return WorkloadReason.Of("team-a", WorkloadJson.Read(document.RootElement));
    }
}
