using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests.Jobs;

public class QueuedJobs
{
    private const string Workloads = "apis/kueue.x-k8s.io/v1beta2/namespaces/default/workloads";

    [Fact]
    public async Task A_job_with_a_queue_is_suspended_until_it_is_admitted()
    {
        using var cluster = new TestCluster();
        var created = await cluster.CreateAsync(Queued("30"));
        Assert.True((bool?)created.Body["spec"]!["suspend"]);

        cluster.Pass(29);
        Assert.Equal(["Suspended=True JobSuspended"], (await cluster.JobAsync()).Conditions());
        Assert.Equal(["QuotaReserved=False Pending"], (await WorkloadAsync(cluster)).Conditions());

        cluster.Pass(1);
        var running = await cluster.JobAsync();
        Assert.Equal(["Suspended=False JobResumed"], running.Conditions());
        Assert.Equal("2026-11-22T12:00:30Z", (string?)running["status"]!["startTime"]);
        Assert.Equal(["QuotaReserved=True QuotaReserved", "Admitted=True Admitted"], (await WorkloadAsync(cluster)).Conditions());

        cluster.Pass(1);
        Assert.Equal("Complete=True CompletionsReached", (await cluster.JobAsync()).Conditions()[^1]);
        Assert.Equal("Finished=True Succeeded", (await WorkloadAsync(cluster)).Conditions()[^1]);
    }

    [Theory]
    [InlineData("never", "QuotaReserved=False Pending")]
    [InlineData("checks", "QuotaReserved=True QuotaReserved")]
    [InlineData("inactive", "Evicted=True Deactivated")]
    [InlineData("evicted", "Evicted=True Preempted, QuotaReserved=False Pending")]
    [InlineData("backoff", "Evicted=True PodsReadyTimeout, Requeued=False PodsReadyTimeout, QuotaReserved=False Pending")]
    [InlineData("no-queue", "QuotaReserved=False Misconfigured")]
    public async Task A_job_that_is_held_back_stays_suspended(string hold, string conditions)
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(Queued(hold));

        cluster.Pass(10_000);

        Assert.Equal(["Suspended=True JobSuspended"], (await cluster.JobAsync()).Conditions());
        var workload = await WorkloadAsync(cluster);
        Assert.Equal(conditions, string.Join(", ", workload.Conditions()));
        Assert.Equal(hold != "inactive", (bool?)workload["spec"]!["active"]);
    }

    [Fact]
    public async Task A_workload_names_its_job_and_is_deleted_with_it()
    {
        using var cluster = new TestCluster();
        await cluster.CreateAsync(Queued("never"));
        var uid = (string)(await cluster.JobAsync())["metadata"]!["uid"]!;

        var named = await cluster.GetAsync($"{Workloads}?labelSelector=kueue.x-k8s.io/job-uid%20in%20({uid})");
        Assert.Single(named.Body["items"]!.AsArray());
        Assert.Equal("WorkloadList", (string?)named.Body["kind"]);

        await cluster.DeleteAsync($"{TestJob.Path}/work");
        Assert.Empty((await cluster.GetAsync(Workloads)).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task A_cluster_without_Kueue_starts_the_job_and_serves_no_workloads()
    {
        using var cluster = new TestCluster(hasKueue: false);
        await cluster.CreateAsync(Queued("never"));

        Assert.Equal(1, (await cluster.JobAsync()).Count("active"));
        Assert.Equal(404, (await cluster.GetAsync(Workloads)).Code);
        Assert.Equal(404, (await cluster.GetAsync("apis/kueue.x-k8s.io")).Code);
    }

    [Fact]
    public async Task The_group_lists_the_version_that_it_serves()
    {
        using var cluster = new TestCluster();

        Assert.Equal("v1beta2", (string?)(await cluster.GetAsync("apis/kueue.x-k8s.io")).Body["preferredVersion"]!["version"]);
        Assert.Equal("workloads", (string?)(await cluster.GetAsync("apis/kueue.x-k8s.io/v1beta2")).Body["resources"]![0]!["name"]);
    }

    private static JsonObject Queued(string script)
    {
        var job = TestJob.Of().With("queue", script);
        job["metadata"]!["labels"]!["kueue.x-k8s.io/queue-name"] = "team-a";
        return job;
    }

    private static async Task<JsonObject> WorkloadAsync(TestCluster cluster) =>
        Assert.Single((await cluster.GetAsync(Workloads)).Body["items"]!.AsArray())!.AsObject();
}
