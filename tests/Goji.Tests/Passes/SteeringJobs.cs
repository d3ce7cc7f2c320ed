using Goji.Sandbox;

namespace Goji.Tests.Passes;

/// <summary>Order, exclusion and times, end to end.</summary>
public sealed class SteeringJobs : PassTest
{
    [Fact]
    public async Task One_waiting_pass_runs_a_whole_chain_each_link_after_the_one_before()
    {
        Queue(
            ("a-test.yaml", Annotated("test", "goji.run/after: b-seed.yaml")),
            ("b-seed.yaml", Annotated("seed", "goji.run/after: c-migrate.yaml")),
            ("c-migrate.yaml", Job("migrate")));
        using var cluster = new SandboxCluster();
        Options.Wait = TimeSpan.FromMinutes(2);

        await new GojiRunner(Options, Log, ClusterConnection.Through(cluster.CreateHandler(), new Uri("http://sandbox"))).ProcessAsync(CancellationToken.None);

        Assert.Equal(["succeeded/a-test.yaml", "succeeded/b-seed.yaml", "succeeded/c-migrate.yaml"], Jobs());
        Assert.Equal(
            ["migrate", "seed", "test"],
            cluster.Audit.Jobs.Where(entry => entry.Kind == SandboxAuditKind.Created).Select(entry => entry.Name));
    }

    [Fact]
    public async Task Chain_stops_at_a_link_that_fails_and_goes_on_when_that_one_has_succeeded()
    {
        Queue(("migrate.yaml", Job("migrate", "exit 1")), ("seed.yaml", Annotated("seed", "goji.run/after: migrate.yaml")));
        await PassAsync();
        await PassAfterAsync(3);
        var held = Assert.Single((await PassAsync()).Held);
        Assert.StartsWith("It waits for 'failed/migrate.yaml', which has failed.", held.Reason, StringComparison.Ordinal);

        Origin.Commit("Mend", ("failed/migrate.yaml", null), ("queued/migrate.yaml", Job("migrate")));
        await PassAsync();
        await PassAfterAsync(2);
        await PassAsync();
        await PassAfterAsync(2);

        Assert.Equal(["succeeded/migrate.yaml", "succeeded/seed.yaml"], Jobs());
        Assert.Equal(["migrate", "migrate", "seed"], Created());
    }

    [Fact]
    public async Task Expired_job_is_failed_and_starts_nothing()
    {
        Queue(("late.yaml", Annotated("late", "goji.run/expires: \"2026-11-22T11:00:00Z\"")));

        var report = await PassAsync();

        Assert.Equal(["failed/late.yaml"], Jobs());
        Assert.StartsWith("Expired: ", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
        Assert.Empty(Created());
        Assert.Equal("late.yaml failed: Expired", Origin.Git("log", "-1", "--format=%s"));
    }

    [Fact]
    public async Task Job_starts_no_earlier_than_its_time_by_the_clusters_clock()
    {
        Queue(("night.yaml", Annotated("night", "goji.run/not-before: \"2026-11-22T12:01:00Z\"")));

        Assert.Contains("It starts at 2026-11-22 12:01:00Z or later", Assert.Single((await PassAsync()).Held).Reason, StringComparison.Ordinal);
        await PassAfterAsync(61);

        Assert.Equal(["processing/night.yaml"], Jobs());
    }

    [Fact]
    public async Task Two_runners_start_one_job_of_a_group_at_a_time()
    {
        Queue(("a.yaml", Annotated("a", "goji.run/group: db")), ("b.yaml", Annotated("b", "goji.run/group: db")));
        var other = new GojiOptions { Directory = Origin.Clone(Place["other"]) };

        await Task.WhenAll(Task.Run(PassAsync), Task.Run(() => Runner(other).ProcessAsync(CancellationToken.None)));

        Assert.Equal(["processing/a.yaml", "queued/b.yaml"], Jobs());
        await PassAfterAsync(2);
        await PassAsync();
        await PassAfterAsync(2);
        Assert.Equal(["succeeded/a.yaml", "succeeded/b.yaml"], Jobs());
    }

    private static string Annotated(string name, string annotation) => Job(name, metadata: $"annotations: {{{annotation}}}");
}
