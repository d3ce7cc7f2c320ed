using Goji.Sandbox;

namespace Goji.Tests.Passes.Observing;

public sealed class JobsThatGo : PassTest
{
    [Fact]
    public async Task A_job_with_a_ttl_of_zero_succeeds_and_is_removed_afterwards()
    {
        Queue(("x.yaml", Job("x", spec: "ttlSecondsAfterFinished: 0")));

        await PassAsync();
        await PassAfterAsync(100);

        Assert.Equal(["succeeded/x.yaml"], Jobs());
        Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, await CountJobsAsync());
    }

    [Fact]
    public async Task A_ttl_is_not_restored_before_the_verdict_is_pushed()
    {
        Queue(("x.yaml", Job("x", spec: "ttlSecondsAfterFinished: 0")));
        await PassAsync();

        Clock.Advance(TimeSpan.FromSeconds(1000));

        Assert.Equal(1, await CountJobsAsync());
    }

    [Fact]
    public async Task A_deleted_Job_is_unknown()
    {
        Queue(("x.yaml", Job("x", seconds: 1000)));
        await PassAsync();
        await DeleteAsync("x");

        var report = await PassAfterAsync(2);

        Assert.Equal(["unknown/x.yaml"], Jobs());
        Assert.Contains("Gone", Assert.Single(report.Unknown).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_in_another_cluster_stays()
    {
        Queue(("x.yaml", Job("x")));
        await PassAsync();
        using var other = new SandboxCluster(new SandboxOptions { TimeProvider = Clock });
        var runner = new GojiRunner(Options, Log, ClusterConnection.Through(other.CreateHandler(), new Uri("http://sandbox")));

        var report = await runner.ProcessAsync(CancellationToken.None);

        Assert.Equal(["processing/x.yaml"], Jobs());
        Assert.Contains("another cluster", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_moved_back_to_the_queue_by_hand_is_a_new_attempt()
    {
        Queue(("x.yaml", Job("x", "exit 1")));
        await PassAsync();
        await PassAfterAsync(3);
        Origin.Commit("Again", ("failed/x.yaml", null), ("queued/x.yaml", Job("x")));

        await PassAsync();
        await PassAfterAsync(2);

        Assert.Equal(["succeeded/x.yaml"], Jobs());
        Assert.Equal([JobState.Failed, JobState.Succeeded], Record("x.yaml").Attempts.Select(attempt => attempt.State));
    }

    [Fact]
    public async Task A_file_put_into_processing_by_hand_is_unknown_without_its_Job()
    {
        Origin.Commit("By hand", ("processing/x.yaml", Job("x")));

        await PassAsync();

        Assert.Equal(["unknown/x.yaml"], Jobs());
        Assert.Empty(Created());
    }

    private async Task<int> CountJobsAsync()
    {
        using var client = Client();
        var text = await client.GetStringAsync(new Uri("/apis/batch/v1/jobs", UriKind.Relative));
        using var document = System.Text.Json.JsonDocument.Parse(text);
        return document.RootElement.GetProperty("items").GetArrayLength();
    }

    private async Task DeleteAsync(string name)
    {
        using var client = Client();
        using var response = await client.DeleteAsync(new Uri($"/apis/batch/v1/namespaces/default/jobs/{name}?propagationPolicy=Background", UriKind.Relative));
        response.EnsureSuccessStatusCode();
    }

    private HttpClient Client() => new(Cluster.CreateHandler()) { BaseAddress = new("http://sandbox") };
}
