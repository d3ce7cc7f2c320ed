using Goji.Sandbox;

namespace Goji.Tests.Passes.Deciding;

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
    public async Task Chain_stops_at_a_failed_job_and_resumes_when_it_has_succeeded()
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
    public async Task Expired_job_fails_without_a_start()
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
    public async Task Report_and_status_have_the_order_in_which_the_queue_starts_and_the_time_of_the_next_job()
    {
        Options.MaxProcessing = 1;
        Options.ClaimBatch = 1;
        Queue(
            ("a.yaml", Annotated("a", "goji.run/priority: \"-1\", goji.run/expires: \"2026-11-22T20:00:00Z\"")),
            ("b.yaml", Job("b")),
            ("c.yaml", Annotated("c", "goji.run/not-before: \"2026-11-22T14:00:00Z\"")),
            ("d.yaml", Annotated("d", "goji.run/priority: \"5\"")));

        var status = await Runner().StatusAsync();
        Assert.Equal(["a.yaml 4 queued", "b.yaml 2 queued", "c.yaml 3 queued", "d.yaml 1 processing"], Places(status));

        var report = await PassAsync();
        Assert.Equal(["a.yaml 3 queued", "b.yaml 1 queued", "c.yaml 2 queued", "d.yaml  processing"], Places(report));
        Assert.Equal(["20:00", null, "14:00", null], report.Jobs.Select(job => job.DueAt?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.Zero), report.NextDueAt);
        Assert.InRange(report.DueIn!.Value, TimeSpan.FromHours(2) - TimeSpan.FromMinutes(1), TimeSpan.FromHours(2));

        static IEnumerable<string> Places(GojiReport report) =>
            report.Jobs.Select(job => $"{job.File} {job.Position} {job.After.ToString().ToLowerInvariant()}");
    }

    [Fact]
    public async Task Expired_job_fails_even_if_its_namespace_accepts_no_jobs()
    {
        Cluster.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = "create", Resource = "jobs" });
        Queue(("late.yaml", Annotated("late", "goji.run/expires: \"2026-11-22T12:01:00Z\"")));
        Assert.StartsWith("The runner may not create Jobs", Assert.Single((await PassAsync()).Held).Reason, StringComparison.Ordinal);

        await PassAfterAsync(61);

        Assert.Equal(["failed/late.yaml"], Jobs());
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
