using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests.Jobs;

public class SuspendedJobs
{
    [Fact]
    public async Task A_job_created_suspended_has_no_pods_and_no_start()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(spec: """{"suspend": true}"""));

        cluster.Pass(100);

        var job = await cluster.JobAsync();
        Assert.Equal(["Suspended=True JobSuspended"], job.Conditions());
        Assert.Null(job["status"]!["startTime"]);
        Assert.Empty(await cluster.PodsAsync());
    }

    [Fact]
    public async Task A_resumed_job_runs_and_keeps_the_condition_as_false()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(spec: """{"suspend": true}"""));
        cluster.Pass(100);

        await cluster.PatchAsync($"{TestJob.Path}/work", JsonNode.Parse("""{"spec": {"suspend": false}}""")!);
        var running = await cluster.JobAsync();
        cluster.Pass(1);
        var done = await cluster.JobAsync();

        Assert.Equal(["Suspended=False JobResumed"], running.Conditions());
        Assert.Equal("2026-11-22T12:01:40Z", (string?)running["status"]!["startTime"]);
        Assert.Equal("Complete=True CompletionsReached", done.Conditions()[^1]);
    }

    [Fact]
    public async Task Suspending_a_running_job_removes_its_pod_without_counting_a_failure()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of("hang"));

        await cluster.PatchAsync($"{TestJob.Path}/work", JsonNode.Parse("""{"spec": {"suspend": true}}""")!);

        var job = await cluster.JobAsync();
        Assert.Equal(["Suspended=True JobSuspended"], job.Conditions());
        Assert.Equal((0, 0), (job.Count("active"), job.Count("failed")));
        Assert.Empty(await cluster.PodsAsync());
    }

    [Fact]
    public async Task A_job_with_another_manager_is_not_touched_until_it_is_deleted()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(TestJob.Of(spec: """{"managedBy": "example.com/other"}"""));

        cluster.Pass(100);

        Assert.Empty((await cluster.JobAsync())["status"]!.AsObject());
        Assert.Empty(await cluster.PodsAsync());
        await cluster.DeleteAsync($"{TestJob.Path}/work?propagationPolicy=Foreground");
        Assert.Equal(404, (await cluster.GetAsync($"{TestJob.Path}/work")).Code);
    }
}
