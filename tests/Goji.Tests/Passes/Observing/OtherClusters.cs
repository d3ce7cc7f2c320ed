using Goji.Passes;
using Goji.Sandbox;

namespace Goji.Tests.Passes.Observing;

/// <summary>Runners that may not read the namespace kube-system, with one cluster and with two.</summary>
public sealed class OtherClusters : PassTest, IDisposable
{
    private readonly SandboxCluster other;

    public OtherClusters()
    {
        other = new(new SandboxOptions { TimeProvider = Clock });
        Forbid(Cluster, "namespaces");
        Forbid(other, "namespaces");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Claim_of_another_cluster_is_not_taken_over(bool mayReadKeys)
    {
        ForbidKeysUnless(mayReadKeys);
        Queue(("a.yaml", Job("a")));
        await DieAsync(PassStep.Create);

        Clock.Advance(TimeSpan.FromMinutes(2));
        await PassOnOtherAsync();

        Assert.Empty(other.Audit.Jobs);
        Assert.Equal(["processing/a.yaml"], Jobs());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Job_of_another_cluster_does_not_count_as_gone(bool mayReadKeys)
    {
        ForbidKeysUnless(mayReadKeys);
        Queue(("a.yaml", Job("a", seconds: 600)));
        await PassAsync();

        var report = await PassOnOtherAsync();

        Assert.Equal(["processing/a.yaml"], Jobs());
        Assert.Contains(report.Warnings, warning => warning.Contains("nothing proves that the Job was started on this cluster", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_that_is_queued_again_is_held_while_its_Job_may_run_on_another_cluster(bool mayReadKeys)
    {
        ForbidKeysUnless(mayReadKeys);
        Queue(("a.yaml", Job("a", seconds: 600)));
        await PassAsync();
        Origin.Commit("Queue again", ("processing/a.yaml", null), ("queued/a.yaml", Job("a", seconds: 600)));

        await PassOnOtherAsync();

        Assert.Empty(other.Audit.Jobs);
        Assert.Equal(["queued/a.yaml"], Jobs());
    }

    [Fact]
    public async Task Key_of_the_service_account_issuer_proves_that_it_is_the_same_cluster()
    {
        Queue(("a.yaml", Job("a")), ("b.yaml", Job("b", seconds: 600)));
        await DieAsync(PassStep.Create);
        Clock.Advance(TimeSpan.FromMinutes(2));
        await PassThroughAsync(Cluster, "https://inside.example.com");
        Assert.Equal(["a", "b"], Created().Order());

        using (var client = new HttpClient(Cluster.CreateHandler()))
        {
            await client.DeleteAsync(new Uri("http://sandbox/apis/batch/v1/namespaces/default/jobs/b?propagationPolicy=Background"));
        }

        Clock.Advance(TimeSpan.FromSeconds(2));
        await PassThroughAsync(Cluster, "https://outside.example.com");

        Assert.Equal(["succeeded/a.yaml", "unknown/b.yaml"], Jobs());
    }

    [Fact]
    public async Task Job_that_is_found_by_its_uid_has_its_verdict_although_nothing_else_can_be_compared()
    {
        ForbidKeysUnless(mayReadKeys: false);
        Queue(("a.yaml", Job("a")));
        await PassAsync();

        Clock.Advance(TimeSpan.FromMinutes(2));
        await PassAsync();

        Assert.Equal(["succeeded/a.yaml"], Jobs());
    }

    [Fact]
    public async Task Job_with_the_run_id_of_a_claim_proves_that_the_claim_was_made_for_this_cluster()
    {
        ForbidKeysUnless(mayReadKeys: false);
        Queue(("a.yaml", Job("a") + "\n---\n" + Job("b")));
        await DieAsync(PassStep.CreateResponse);

        Clock.Advance(TimeSpan.FromMinutes(2));
        await PassOnOtherAsync();
        Assert.Empty(other.Audit.Jobs);
        await PassAsync();
        await PassAfterAsync(5);

        Assert.Equal(["succeeded/a.yaml"], Jobs());
        Assert.Equal(["a", "b"], Created().Order());
    }

    [Fact]
    public async Task Claim_that_cannot_be_resolved_stays_and_its_remedy_works()
    {
        ForbidKeysUnless(mayReadKeys: false);
        Queue(("a.yaml", Job("a")));
        await DieAsync(PassStep.Create);
        Clock.Advance(TimeSpan.FromMinutes(2));
        var commits = Commits();

        var report = await PassAsync();
        await PassAsync();

        var reason = Assert.Single(report.Warnings);
        Assert.Contains("nothing proves that the claim was made for this cluster: the job stays.", reason, StringComparison.Ordinal);
        Assert.Contains($"goji.run/id={Record("a.yaml").Newest!.Id}, delete the job's run record below .goji/runs/ and put the job into queued/.", reason, StringComparison.Ordinal);
        Assert.Equal(reason, Assert.Single(report.Jobs).Reason);
        Assert.Equal(commits, Commits());
        Assert.Empty(Created());

        Origin.Commit("Move", ("processing/a.yaml", null), ("queued/a.yaml", Job("a")));
        Assert.Contains("delete the job's run record", Assert.Single((await PassAsync()).Held).Reason, StringComparison.Ordinal);
        Origin.Commit("Delete the record", (".goji/runs/a.yaml", null));
        await PassAsync();
        await PassAfterAsync(5);

        Assert.Equal(["succeeded/a.yaml"], Jobs());
        Assert.Equal(["a"], Created());
    }

    public new void Dispose()
    {
        other.Dispose();
        base.Dispose();
    }

    private static void Forbid(SandboxCluster cluster, string resource) => cluster.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = "get", Resource = resource });

    private void ForbidKeysUnless(bool mayReadKeys)
    {
        if (!mayReadKeys)
        {
            Forbid(Cluster, "openid");
            Forbid(other, "openid");
        }
    }

    private Task<GojiReport> PassOnOtherAsync() => PassThroughAsync(other, "http://sandbox");

    private Task<GojiReport> PassThroughAsync(SandboxCluster cluster, string address) =>
        new GojiRunner(Options, Log, ClusterConnection.Through(cluster.CreateHandler(), new Uri(address))).ProcessAsync(CancellationToken.None);

    private async Task DieAsync(PassStep step) =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Runner(probe: new DeadlyProbe(step)).ProcessAsync(CancellationToken.None));

    private sealed class DeadlyProbe(PassStep deadly) : IPassProbe
    {
        public void Before(PassStep step)
        {
            if (step == deadly)
            {
                throw new InvalidOperationException("The runner dies.");
            }
        }

        public void After(PassStep step)
        {
        }
    }
}
