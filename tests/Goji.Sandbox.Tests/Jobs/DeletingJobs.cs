using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests.Jobs;

public class DeletingJobs
{
    private const string Work = $"{TestJob.Path}/work";

    [Fact]
    public async Task In_the_background_job_and_pods_are_gone()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang"));

        var answer = await cluster.DeleteAsync($"{Work}?propagationPolicy=Background");

        Assert.Equal((200, "Success"), (answer.Code, (string?)answer.Body["status"]));
        Assert.Equal(404, (await cluster.GetAsync(Work)).Code);
        Assert.Empty(await cluster.PodsAsync());
    }

    [Fact]
    public async Task Without_a_policy_the_pods_are_orphaned_and_run_on()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(seconds: 5));

        await cluster.DeleteAsync(Work);
        var orphan = Assert.Single(await cluster.PodsAsync());
        cluster.Pass(5);
        var ended = Assert.Single(await cluster.PodsAsync());

        Assert.Equal(404, (await cluster.GetAsync(Work)).Code);
        Assert.Null(orphan["metadata"]!["ownerReferences"]);
        Assert.Equal("Running", (string?)orphan["status"]!["phase"]);
        Assert.Equal("Succeeded", (string?)ended["status"]!["phase"]);
    }

    [Fact]
    public async Task In_the_foreground_the_job_is_seen_until_its_pods_are_gone()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang").With("termination-seconds", "5"));

        var answer = await cluster.DeleteAsync(Work, JsonNode.Parse("""{"propagationPolicy": "Foreground"}"""));
        cluster.Pass(4);
        var between = await cluster.JobAsync();
        cluster.Pass(1);

        Assert.Equal("Job", (string?)answer.Body["kind"]);
        Assert.Equal("2026-11-22T12:00:00Z", (string?)between["metadata"]!["deletionTimestamp"]);
        Assert.Equal("foregroundDeletion", (string?)Assert.Single(between["metadata"]!["finalizers"]!.AsArray()));
        Assert.Equal(404, (await cluster.GetAsync(Work)).Code);
    }

    [Fact]
    public async Task A_finalizer_keeps_the_job_until_it_is_removed()
    {
        using var cluster = new TestCluster();
        var job = TestJob.Of();
        job["metadata"]!["finalizers"] = new JsonArray("example.com/hold");
        await cluster.CreateAsync(job);

        await cluster.DeleteAsync($"{Work}?propagationPolicy=Background");
        cluster.Pass(3600);
        var held = await cluster.JobAsync();
        await cluster.PatchAsync(Work, JsonNode.Parse("""{"metadata": {"finalizers": null}}""")!);

        Assert.NotNull(held["metadata"]!["deletionTimestamp"]);
        Assert.Equal(404, (await cluster.GetAsync(Work)).Code);
        Assert.Empty(await cluster.PodsAsync());
    }

    [Fact]
    public async Task A_deletion_with_another_uid_is_refused()
    {
        using var cluster = new TestCluster();
        var uid = (await cluster.CreateAsync(TestJob.Of())).Body["metadata"]!["uid"];

        var answer = await cluster.DeleteAsync(Work, JsonNode.Parse("""{"preconditions": {"uid": "another"}}"""));

        Assert.Equal((409, "Conflict"), (answer.Code, answer.Reason));
        Assert.Equal(
            $"Operation cannot be fulfilled on Job.batch \"work\": the UID in the precondition (another) does not match the UID in record ({uid}). The object might have been deleted and then recreated",
            answer.Message);
        Assert.Equal(200, (await cluster.GetAsync(Work)).Code);
    }

    [Fact]
    public async Task A_finished_job_is_gone_when_its_time_to_live_is_over()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(spec: """{"ttlSecondsAfterFinished": 10}"""));

        cluster.Pass(10.9);
        var before = await cluster.GetAsync(Work);
        cluster.Pass(0.1);
        var after = await cluster.GetAsync(Work);

        Assert.Equal(200, before.Code);
        Assert.Equal((404, "jobs.batch \"work\" not found"), (after.Code, after.Message));
        Assert.Empty(await cluster.PodsAsync());
    }

    [Fact]
    public async Task A_ttl_that_is_restored_later_counts_from_the_end_of_the_job()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of());
        cluster.Pass(100);

        await cluster.PatchAsync(Work, JsonNode.Parse("""{"spec": {"ttlSecondsAfterFinished": 120}}""")!);
        var before = await cluster.GetAsync(Work);
        cluster.Pass(21);

        Assert.Equal(200, before.Code);
        Assert.Equal(404, (await cluster.GetAsync(Work)).Code);
    }

    [Fact]
    public async Task A_collection_is_deleted_by_labels()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(name: "one"));
        await cluster.CreateAsync(TestJob.Of(name: "two"));

        await cluster.DeleteAsync($"{TestJob.Path}?labelSelector=goji.run/id%3Drun-of-one&propagationPolicy=Background");

        Assert.Equal(404, (await cluster.GetAsync($"{TestJob.Path}/one")).Code);
        Assert.Equal(200, (await cluster.GetAsync($"{TestJob.Path}/two")).Code);
    }

    [Fact]
    public async Task Deleting_a_namespace_deletes_its_contents()
    {
        using var cluster = new TestCluster();
        await cluster.PostAsync("api/v1/namespaces", JsonNode.Parse("""{"metadata": {"name": "team-a"}}""")!);
        await cluster.PostAsync("apis/batch/v1/namespaces/team-a/jobs", TestJob.Of());

        await cluster.DeleteAsync("api/v1/namespaces/team-a");

        Assert.Equal(404, (await cluster.GetAsync("apis/batch/v1/namespaces/team-a/jobs/work")).Code);
        Assert.Empty((await cluster.GetAsync("api/v1/pods")).Body["items"]!.AsArray());
        Assert.Equal([SandboxAuditKind.Created, SandboxAuditKind.Deleted], cluster.Cluster.Audit.Jobs.Select(entry => entry.Kind));
    }

    [Fact]
    public async Task A_deleted_pod_is_replaced()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang"));
        var first = (string)Assert.Single(await cluster.PodsAsync())["metadata"]!["name"]!;

        await cluster.DeleteAsync($"api/v1/namespaces/default/pods/{first}");

        Assert.NotEqual(first, (string?)Assert.Single(await cluster.PodsAsync())["metadata"]!["name"]);
        Assert.Equal(1, (await cluster.JobAsync()).Count("failed"));
    }
}
