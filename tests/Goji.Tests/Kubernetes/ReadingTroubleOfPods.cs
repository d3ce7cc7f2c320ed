using System.Text.Json;
using Goji.Kubernetes.Pods;

namespace Goji.Tests.Kubernetes;

public sealed class ReadingTroubleOfPods
{
    private const string Ended = """{"name":"main","state":{"terminated":{"exitCode":137,"reason":"Error","finishedAt":"2026-11-22T12:00:05Z"}}}""";

    [Theory]
    [InlineData(
        """ "phase":"Failed","reason":"Evicted","message":"The node was low on resource: memory.","conditions":[{"type":"DisruptionTarget","status":"True","reason":"TerminationByKubelet","message":"less"}] """,
        "Evicted",
        "Pod 'x-1' was evicted (Evicted): The node was low on resource: memory.")]
    [InlineData(
        """ "phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True","reason":"PreemptionByScheduler","message":"preempting to accommodate a higher priority pod"}] """,
        "PreemptionByScheduler",
        "Pod 'x-1' was preempted (PreemptionByScheduler): preempting to accommodate a higher priority pod.")]
    [InlineData(
        """ "phase":"Failed","reason":"Terminated","message":"Pod was terminated in response to imminent node shutdown." """,
        "Terminated",
        "Pod 'x-1' was ended by its node (Terminated): Pod was terminated in response to imminent node shutdown.")]
    [InlineData(
        """ "phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True","reason":"DeletionByTaintManager"}] """,
        "DeletionByTaintManager",
        "Pod 'x-1' was deleted because of a taint of its node (DeletionByTaintManager).")]
    public void Disruption_of_a_pod_comes_before_the_exit_code_of_its_container(string status, string reason, string sentence)
    {
        var trouble = PodTrouble.Of(Pod($$"""{ {{status}}, "containerStatuses":[{{Ended}}]}"""))!;

        Assert.Equal($"{sentence} Container 'main' of pod 'x-1' exited with code 137.", trouble.Report.Sentence);
        Assert.Equal((reason, reason, 137, true), (trouble.Report.Disruption, trouble.Report.Reason, trouble.Report.ExitCode, trouble.HasLog));
    }

    [Fact]
    public void Pod_that_was_evicted_before_its_container_ran_has_no_exit_code_and_no_log()
    {
        var trouble = PodTrouble.Of(Pod("""{"phase":"Failed","reason":"Evicted","message":"The node had condition: [DiskPressure]. "}"""))!;

        Assert.Equal("Pod 'x-1' was evicted (Evicted): The node had condition: [DiskPressure].", trouble.Report.Sentence);
        Assert.Equal(("Evicted", null, false), (trouble.Report.Disruption, trouble.Report.ExitCode, trouble.HasLog));
    }

    [Fact]
    public void Disruption_with_status_False_is_ignored()
    {
        var trouble = PodTrouble.Of(Pod($$"""{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"False","reason":"x"}],"containerStatuses":[{{Ended}}]}"""))!;

        Assert.Equal(("", "Container 'main' of pod 'x-1' exited with code 137."), (trouble.Report.Disruption, trouble.Report.Sentence));
    }

    [Theory]
    [InlineData("Unschedulable", "Pod 'x-1' cannot be scheduled: 0/3 nodes are available.")]
    [InlineData("SchedulingGated", null)]
    public void Pod_with_scheduling_gates_is_not_in_trouble(string reason, string? sentence)
    {
        var trouble = PodTrouble.Of(Pod($$"""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"{{reason}}","message":"0/3 nodes are available"}]}"""));

        Assert.Equal(sentence, trouble?.Report.Sentence);
    }

    private static JsonElement Pod(string status) =>
        JsonDocument.Parse($$"""{"metadata":{"name":"x-1","creationTimestamp":"2026-11-22T12:00:00Z"},"status":{{status}}}""").RootElement;
}
