using Goji.Chaos.Tests.Faults;
using Goji.Passes;
using Goji.Sandbox;
using Goji.Testing;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>A remote that takes long over each push: a hook, a mirror. The claim begins when its push is accepted.</summary>
public sealed class SlowPushes(ITestOutputHelper output) : ChaosTest(output)
{
    [Theory]
    [InlineData(12)]
    [InlineData(35)]
    [InlineData(240)]
    public async Task A_push_that_takes_longer_than_a_claim_is_trusted_delays_the_start_and_does_not_prevent_it(int seconds)
    {
        Queue(("x.yaml", JobSet.Job("x", seconds: 3600)));
        var pushes = new SlowPush(() => Clock.Advance(TimeSpan.FromSeconds(seconds)));

        var report = await Runner(probe: pushes).ProcessAsync(CancellationToken.None);

        Assert.Equal(["x"], Created);
        Assert.NotNull(Record("x.yaml").Newest!.Jobs[0].Uid);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public async Task A_runner_that_cannot_compare_clusters_renews_its_own_claim_after_a_slow_push()
    {
        foreach (var resource in (string[])["namespaces", "openid", "serviceaccounts"])
        {
            Cluster.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = "get", Resource = resource });
        }

        Queue(("x.yaml", JobSet.Job("x", seconds: 3600)));

        await Runner(probe: new SlowPush(() => Clock.Advance(TimeSpan.FromSeconds(95)))).ProcessAsync(CancellationToken.None);

        Assert.Null(Record("x.yaml").Newest!.Cluster ?? Record("x.yaml").Newest!.ClusterProofs);
        Assert.Equal(["x"], Created);
    }

    [TheoryNeeding("mkfifo")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hook_of_the_origin_that_takes_longer_than_a_claim_is_trusted_delays_the_start_too(bool overHttp)
    {
        Queue(("x.yaml", JobSet.Job("x", seconds: 3600)));
        var options = NewClone();
        using var server = new GitHttpServer(Place.Path);
        if (overHttp)
        {
            GitProgram.Run(options.Directory, "remote", "set-url", "origin", server.AddressOf(Origin));
        }

        // The hook reports by one pipe that it has begun, and waits for the other.
        var (begun, goOn) = (Place["begun.pipe"], Place["go-on.pipe"]);
        ChildProcess.Run("mkfifo", begun, goOn);

        Hooks.Write(Origin, "pre-receive", $"echo > '{begun}'; read line < '{goOn}'");
        var pushes = 0;
        var slowness = Task.Run(() =>
        {
            while (IsWritten(begun))
            {
                pushes++;
                Clock.Advance(TimeSpan.FromSeconds(35));
                File.WriteAllText(goOn, "\n");
            }
        });

        await Runner(options).ProcessAsync(CancellationToken.None);
        await using (new FileStream(begun, FileMode.Open, FileAccess.Write))
        {
            // Nothing is written: no further push begins.
        }

        await slowness;
        Assert.Equal(["x"], Created);
        Assert.NotNull(Record("x.yaml").Newest!.Jobs[0].Uid);
        Assert.InRange(pushes, 3, 4);
    }

    [Theory]
    [InlineData(59)]
    [InlineData(61)]
    [InlineData(95)]
    [InlineData(130)]
    [InlineData(300)]
    public async Task Another_runner_that_takes_the_claim_over_during_a_slow_push_and_the_slow_one_start_the_job_once(int seconds)
    {
        Queue(("x.yaml", JobSet.Job("x", spec: "ttlSecondsAfterFinished: 0")));
        var others = 0;
        var pushes = new SlowPush(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(35));

            // The second push renews the claim that the first one made too old.
            if (++others == 2)
            {
                Clock.Advance(TimeSpan.FromSeconds(seconds - 35));
                PassAsync().GetAwaiter().GetResult();
                Clock.Advance(TimeSpan.FromSeconds(2));
                PassAsync().GetAwaiter().GetResult();
            }
        });

        await Runner(probe: pushes).ProcessAsync(CancellationToken.None);
        PassUntilQuiet();

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task A_runner_that_dies_after_a_slow_push_leaves_a_claim_that_is_taken_over_when_its_time_has_passed()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var pushes = 0;
        var probe = new SlowPush(
            () => Clock.Advance(TimeSpan.FromSeconds(35)),
            () => _ = ++pushes == 2 ? throw new DeathException() : 0);
        await Assert.ThrowsAsync<DeathException>(() => Runner(probe: probe).ProcessAsync(CancellationToken.None));

        Clock.Advance(TimeSpan.FromSeconds(45));
        await PassAsync();
        Assert.Empty(Created);
        PassUntilQuiet();

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    private static bool IsWritten(string pipe)
    {
        using var reading = new FileStream(pipe, FileMode.Open, FileAccess.Read);
        return reading.ReadByte() >= 0;
    }

    private sealed class SlowPush(Action during, Action? after = null) : IPassProbe
    {
        public void Before(PassStep step)
        {
            if (step is PassStep.ClaimPush)
            {
                during();
            }
        }

        public void After(PassStep step)
        {
            if (step is PassStep.ClaimPush)
            {
                after?.Invoke();
            }
        }
    }
}
