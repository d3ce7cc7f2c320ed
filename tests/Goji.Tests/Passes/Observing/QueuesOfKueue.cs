using Goji.Sandbox;

namespace Goji.Tests.Passes.Observing;

/// <summary>Jobs that wait in a queue of Kueue's.</summary>
public sealed class QueuesOfKueue : PassTest
{
    private const string WaitsForQuota =
        "The Job is suspended. It waits for quota in LocalQueue 'team-a' (Pending: couldn't assign flavors to pod set main: "
        + "insufficient unused quota for cpu in flavor default-flavor, 1 more needed).";

    [Fact]
    public async Task A_suspended_job_shows_what_it_waits_for_and_runs_when_it_is_admitted()
    {
        Options.LocalQueue = "team-a";
        Queue(("x.yaml", Waits("x", queue: "300")));

        var held = Assert.Single((await PassAsync()).Processing);
        Assert.Equal(WaitsForQuota, Assert.Single(held.Jobs).Message);

        var running = Assert.Single((await PassAfterAsync(300)).Processing);
        Assert.DoesNotContain("LocalQueue", Assert.Single(running.Jobs).Message, StringComparison.Ordinal);

        await PassAfterAsync(2);
        Assert.Equal(["succeeded/x.yaml"], Jobs());
    }

    [Theory]
    [InlineData("checks", "Quota is reserved in ClusterQueue 'sandbox'. It waits for admission checks (sandbox-check is Pending: waiting for nodes).")]
    [InlineData("inactive", "Kueue has deactivated its Workload '")]
    [InlineData("evicted", "Kueue has evicted it (Preempted: ")]
    [InlineData("backoff", "Kueue has evicted it (PodsReadyTimeout: Exceeded the PodsReady timeout). Kueue queues it again at 2026-11-22 14:00:00Z.")]
    [InlineData("no-queue", "It waits in LocalQueue 'team-a' (Misconfigured: LocalQueue team-a is terminating or missing).")]
    public async Task Each_reason_is_reported(string hold, string reason)
    {
        Queue(("x.yaml", Waits("x", queue: hold, metadata: "labels: {kueue.x-k8s.io/queue-name: team-a}")));
        await PassAsync();

        var report = await PassAfterAsync(3600);

        Assert.Contains(reason, Assert.Single(Assert.Single(report.Processing).Jobs).Message, StringComparison.Ordinal);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public async Task A_runner_that_may_not_read_workloads_reports_that_once_and_does_not_ask_again()
    {
        Options.LocalQueue = "team-a";
        Options.Wait = TimeSpan.FromMinutes(1);
        Options.PollInterval = TimeSpan.FromMilliseconds(10);
        Cluster.Faults.Add(new(SandboxFaultKind.Forbidden) { Resource = "workloads" });
        Queue(("x.yaml", Waits("x", queue: "30")), ("y.yaml", Waits("y", queue: "30")));
        using var end = new CancellationTokenSource();
        var looks = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner().ProcessAsync(
            new Looks(progress =>
            {
                Assert.All(progress.Awaited, job => Assert.Equal(
                    "The Job is suspended. It is in LocalQueue 'team-a', and the runner is not allowed to read Workloads.", Assert.Single(job.Jobs).Message));
                if (++looks == 3)
                {
                    end.Cancel();
                }
            }),
            end.Token));

        Assert.Equal(3, looks);
        Assert.Equal(1, Cluster.Audit.Requests["list workloads"]);
        Assert.Single(Log.Warnings, line => line.Contains("not allowed to read Workloads in namespace 'default'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Time_in_the_queue_does_not_count_for_FailStuckAfter()
    {
        Options.LocalQueue = "team-a";
        Options.FailStuckAfter = TimeSpan.FromMinutes(5);
        Queue(("x.yaml", Waits("x", "no-pods", queue: "3600")));
        await PassAsync();
        await PassAfterAsync(1800);
        Assert.Equal(["processing/x.yaml"], Jobs());

        var report = await PassAfterAsync(1800 + 60);
        Assert.StartsWith("Stuck for 1m 0s: ", Assert.Single(Assert.Single(report.Processing).Jobs).Message, StringComparison.Ordinal);

        await PassAfterAsync(241);
        Assert.Equal(["failed/x.yaml"], Jobs());
    }

    [Fact]
    public async Task Each_poll_reads_one_list_for_all_waiting_jobs_and_none_without_them()
    {
        Options.LocalQueue = "team-a";
        Queue([.. Enumerable.Range(0, 60).Select(number => ($"{number:00}.yaml", Waits($"x-{number:00}", queue: "30")))]);

        var report = await PassAsync();
        Assert.All(report.Processing, job => Assert.Equal(WaitsForQuota, Assert.Single(job.Jobs).Message));
        Assert.Equal(1, Cluster.Audit.Requests["list workloads"]);

        await PassAfterAsync(30);
        await PassAfterAsync(5);
        Assert.Equal(1, Cluster.Audit.Requests["list workloads"]);
        Assert.All(Jobs(), job => Assert.StartsWith("succeeded/", job, StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_a_cluster_without_Kueue_the_setting_holds_the_files_and_a_label_does_not()
    {
        using var plain = new SandboxCluster(new SandboxOptions { TimeProvider = Clock, HasKueue = false });
        var connection = ClusterConnection.Through(plain.CreateHandler(), new Uri("http://sandbox"));
        Queue(("x.yaml", Waits("x", queue: "never", metadata: "labels: {kueue.x-k8s.io/queue-name: team-a}")));
        Options.LocalQueue = "team-a";

        var held = Assert.Single((await new GojiRunner(Options, Log, connection).ProcessAsync()).Held);
        Assert.StartsWith("The setting LocalQueue is 'team-a', and the cluster has no Kueue", held.Reason, StringComparison.Ordinal);

        Options.LocalQueue = null;
        var report = await new GojiRunner(Options, Log, connection).ProcessAsync();
        Assert.Equal("1 active, 0 of 1 succeeded.", Assert.Single(Assert.Single(report.Processing).Jobs).Message);
    }

    private static string Waits(string name, string result = "success", string queue = "0", string metadata = "") =>
        Job(name, result, metadata: metadata).Replace("annotations:\n", $"annotations:\n        sandbox.goji.run/queue: \"{queue}\"\n", StringComparison.Ordinal);

    private sealed class Looks(Action<GojiProgress> look) : IProgress<GojiProgress>
    {
        public void Report(GojiProgress value) => look(value);
    }
}
