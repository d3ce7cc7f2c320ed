using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests.Jobs;

public class JobsThatDoNotStart
{
    [Fact]
    public async Task An_image_that_cannot_be_pulled_leaves_the_pod_pending()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("image-pull"));

        var first = await WaitingAsync(cluster);
        cluster.Pass(3600);
        var later = await WaitingAsync(cluster);

        Assert.Equal("ErrImagePull", (string?)first["reason"]);
        Assert.Equal("ImagePullBackOff", (string?)later["reason"]);
        Assert.Equal("Back-off pulling image \"busybox:1\"", (string?)later["message"]);
        var job = await cluster.JobAsync();
        Assert.Empty(job.Conditions());
        Assert.Equal((1, 0), (job.Count("active"), job.Count("ready")));
    }

    [Fact]
    public async Task A_missing_secret_leaves_the_container_unconfigured()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("missing-secret"));

        Assert.Equal("CreateContainerConfigError", (string?)(await WaitingAsync(cluster))["reason"]);
    }

    [Fact]
    public async Task A_missing_volume_keeps_the_container_in_creation_and_an_event_has_the_reason()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("missing-volume"));
        var uid = (string)Assert.Single(await cluster.PodsAsync())["metadata"]!["uid"]!;

        var waiting = await WaitingAsync(cluster);
        var answer = await cluster.GetAsync($"api/v1/namespaces/default/events?fieldSelector=involvedObject.uid%3D{uid}");

        Assert.Equal("ContainerCreating", (string?)waiting["reason"]);
        Assert.Equal("FailedMount", (string?)Assert.Single(answer.Body["items"]!.AsArray())!["reason"]);
    }

    [Fact]
    public async Task A_pod_that_fits_nowhere_is_not_scheduled()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("unschedulable"));

        var pod = Assert.Single(await cluster.PodsAsync("?fieldSelector=status.phase%3DPending"));
        var condition = Assert.Single(pod["status"]!["conditions"]!.AsArray())!;
        Assert.Equal("PodScheduled False Unschedulable", $"{condition["type"]} {condition["status"]} {condition["reason"]}");
        Assert.Null(pod["spec"]!["nodeName"]);
    }

    [Fact]
    public async Task A_Job_whose_pods_are_forbidden_has_an_event_with_the_reason()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("no-pods", """{"activeDeadlineSeconds": 60}"""));
        var uid = (string)(await cluster.JobAsync())["metadata"]!["uid"]!;

        var pods = await cluster.PodsAsync();
        var answer = await cluster.GetAsync($"api/v1/namespaces/default/events?fieldSelector=involvedObject.uid%3D{uid},reason%3DFailedCreate");
        cluster.Pass(60);

        Assert.Empty(pods);
        var one = Assert.Single(answer.Body["items"]!.AsArray())!;
        Assert.Equal("Error creating: pods \"work-\" is forbidden: error looking up service account default/default: serviceaccount \"default\" not found", (string?)one["message"]);
        Assert.Equal(("Warning", "Job"), ((string?)one["type"], (string?)one["involvedObject"]!["kind"]));
        Assert.Contains((await cluster.JobAsync()).Conditions(), condition => condition.StartsWith("Failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_container_in_back_off_has_an_event()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("fail", """{"backoffLimit": 9}""", restartPolicy: "OnFailure"));
        cluster.Pass(15);

        var events = (await cluster.GetAsync("api/v1/namespaces/default/events?fieldSelector=type%3DWarning")).Body["items"]!.AsArray();

        Assert.Equal("BackOff", (string?)Assert.Single(events)!["reason"]);
    }

    [Fact]
    public async Task The_log_of_a_container_that_waits_is_refused()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("image-pull"));
        var name = (string)Assert.Single(await cluster.PodsAsync())["metadata"]!["name"]!;

        var answer = await cluster.GetAsync($"api/v1/namespaces/default/pods/{name}/log");

        Assert.Equal(400, answer.Code);
        Assert.Equal($"container \"main\" in pod \"{name}\" is waiting to start: image can't be pulled", answer.Message);
    }

    private static async Task<JsonNode> WaitingAsync(TestCluster cluster) =>
        Assert.Single(await cluster.PodsAsync())["status"]!["containerStatuses"]![0]!["state"]!["waiting"]!;
}
