using System.Text.Json;
using Goji.Kubernetes.Pods;

namespace Goji.Tests.Kubernetes;

public sealed class ReadingTroubleOfEvents
{
    private const string Mount = """MountVolume.SetUp failed for volume \"config\" : configmap \"settings\" not found""";

    private static readonly JsonElement Pod = Parse("""{ "metadata": { "name": "x-1", "creationTimestamp": "2026-11-22T12:00:00Z" } }""");

    [Fact]
    public void Newest_event_of_a_pod_names_the_missing_volume()
    {
        var report = EventTrouble.OfPod(Pod, Events(("12:00:01", "Scheduled", "Successfully assigned"), ("12:02:07", "FailedMount", Mount)));

        Assert.Equal("Pod 'x-1' cannot start: MountVolume.SetUp failed for volume \"config\" : configmap \"settings\" not found.", report!.Sentence);
        Assert.Equal(("x-1", "FailedMount"), (report.Pod, report.Reason));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), report.At);
    }

    [Theory]
    [InlineData("12:00:20", "Pulling")]
    [InlineData("12:00:20", "Scheduled")]
    [InlineData("12:00:10", "Pulling")]
    public void Trouble_is_over_when_the_pod_has_started(string time, string later) =>
        Assert.Null(EventTrouble.OfPod(Pod, Events(("12:00:10", "FailedMount", Mount), (time, later, "and so on"), ("12:00:05", "Scheduled", "assigned"))));

    [Fact]
    public void Newest_event_of_a_Job_explains_why_it_has_no_pods()
    {
        var report = EventTrouble.OfJob(Events(("12:00:01", "FailedCreate", "first"), ("12:01:00", "FailedCreate", "Error creating: second.")));

        Assert.Equal("No pod can be created: Error creating: second.", report!.Sentence);
        Assert.Null(report.At);
    }

    [Fact]
    public void Without_events_nothing_is_reported()
    {
        Assert.Null(EventTrouble.OfJob(Events()));
        Assert.Null(EventTrouble.OfPod(Pod, Events()));
    }

    private static JsonElement Events(params (string Time, string Reason, string Message)[] events)
    {
        var items = events.Select(each => $$"""{ "reason": "{{each.Reason}}", "message": "{{each.Message}}", "lastTimestamp": "2026-11-22T{{each.Time}}Z" }""");
        return Parse($$"""{ "items": [ {{string.Join(", ", items)}} ] }""");
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
