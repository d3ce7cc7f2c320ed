using Goji.Passes;
using Goji.Sandbox;
using Goji.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Passes;

/// <summary>The cluster's clock runs by itself here: the pass has to wait for it.</summary>
public sealed class Waiting : PassTest
{
    [Fact]
    public async Task A_pass_follows_its_jobs_to_their_verdicts()
    {
        Queue(("a.yaml", Job("a")), ("b.yaml", Job("b", "exit 1")));

        var report = await WaitAsync();

        Assert.Equal(["failed/b.yaml", "succeeded/a.yaml"], Jobs());
        Assert.Equal([JobState.Succeeded, JobState.Failed], report.Jobs.Select(job => job.After));
    }

    [Fact]
    public async Task The_end_of_a_job_is_noticed_long_before_the_next_poll()
    {
        Queue(("a.yaml", Job("a")));
        Options.PollInterval = TimeSpan.FromHours(1);

        await WaitAsync();

        Assert.Equal(["succeeded/a.yaml"], Jobs());
    }

    [Fact]
    public async Task Held_jobs_start_when_there_is_room()
    {
        Queue(("a.yaml", Job("a")), ("b.yaml", Job("b")), ("c.yaml", Job("a")));
        Options.MaxProcessing = 1;

        await WaitAsync();

        Assert.Equal(["succeeded/a.yaml", "succeeded/b.yaml", "succeeded/c.yaml"], Jobs());
    }

    [Fact]
    public async Task Only_the_chosen_jobs_are_waited_for()
    {
        Queue(("long.yaml", Job("long", seconds: 100_000)), ("short.yaml", Job("short")));
        Options.WaitFor.Add("short.yaml");

        await WaitAsync();

        Assert.Equal(["processing/long.yaml", "succeeded/short.yaml"], Jobs());
    }

    [Fact]
    public async Task Name_that_the_repository_does_not_know_is_a_warning()
    {
        Origin.Commit("Done", ("succeeded/done.yaml", Job("done")), (".goji/runs/pruned.yaml", "attempts: []\n"));
        foreach (var name in (string[])["done.yaml", "pruned.yaml", "queued/done.yaml", "../x.yaml"])
        {
            Options.WaitFor.Add(name);
        }

        var report = await WaitAsync();

        Assert.Equal(["queued/done.yaml", "../x.yaml"], report.Warnings.Select(warning => warning.Split('\'')[1]));
    }

    [Fact]
    public async Task A_cancelled_pass_records_everything()
    {
        Queue(("long.yaml", Job("long", seconds: 100_000)));
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WaitAsync(new CancelAfterStart(cancel), cancel.Token));

        Assert.NotNull(Record("long.yaml").Newest!.Jobs[0].Uid);
        Assert.Equal(["processing/long.yaml"], Jobs());
    }

    [Fact]
    public async Task Job_for_which_there_was_no_time_says_so()
    {
        Queue(("late.yaml", Job("late")));
        Options.Wait = TimeSpan.FromMinutes(1);

        var runner = new GojiRunner(Options, Log, ClusterConnection.Through(Cluster.CreateHandler(), new Uri("http://sandbox")), Clock) { Probe = new TimeThatPasses(Clock) };

        var report = await runner.ProcessAsync(CancellationToken.None).InTime();

        Assert.Equal((JobState.Queued, "The time to wait was over before the job could be started."), (report.Jobs[0].After, report.Jobs[0].Reason));
        Assert.Equal(["queued/late.yaml"], Jobs());
    }

    [Theory]
    [InlineData("ClaimCommit")]
    [InlineData("RecordCommit")]
    public async Task Job_that_another_runner_claims_or_finishes_first_has_its_verdict_in_the_report(string step)
    {
        Queue(("a.yaml", Job("a", "exit 3")));
        using var cluster = new SandboxCluster();
        var connection = ClusterConnection.Through(cluster.CreateHandler(), new Uri("http://sandbox"));
        Options.Wait = TimeSpan.FromMinutes(1);
        var other = new GojiRunner(new() { Directory = Origin.Clone(Place["other"]) }, Log, connection);
        var runner = new GojiRunner(Options, Log, connection) { Probe = new AnotherRunner(Enum.Parse<PassStep>(step), other) };

        var report = await runner.ProcessAsync(CancellationToken.None).InTime();

        var job = Assert.Single(report.Jobs);
        Assert.Equal(JobState.Failed, job.After);
        Assert.Contains("exited with code 3", job.Reason, StringComparison.Ordinal);
    }

    private async Task<GojiReport> WaitAsync(IPassProbe? probe = null, CancellationToken cancellationToken = default)
    {
        using var cluster = new SandboxCluster();
        Options.Wait = TimeSpan.FromMinutes(2);
        var runner = new GojiRunner(Options, Log, ClusterConnection.Through(cluster.CreateHandler(), new Uri("http://sandbox"))) { Probe = probe ?? NoProbe.Instance };
        return await runner.ProcessAsync(cancellationToken);
    }

    /// <summary>Another runner whose whole pass comes before a step of this one.</summary>
    private sealed class AnotherRunner(PassStep step, GojiRunner other) : IPassProbe
    {
        public void Before(PassStep current)
        {
            if (current == step)
            {
                Assert.True(Task.Run(() => other.ProcessAsync()).Wait(TimeSpan.FromSeconds(30)));
            }
        }

        public void After(PassStep current)
        {
        }
    }

    /// <summary>A pass whose time is over when it is about to claim.</summary>
    private sealed class TimeThatPasses(FakeTimeProvider clock) : IPassProbe
    {
        public void Before(PassStep step)
        {
            if (step == PassStep.ClaimCommit)
            {
                clock.Advance(TimeSpan.FromMinutes(2));
            }
        }

        public void After(PassStep step)
        {
        }
    }

    /// <summary>A person who stops the pass when its Job was created and is not yet recorded.</summary>
    private sealed class CancelAfterStart(CancellationTokenSource cancel) : IPassProbe
    {
        public void Before(PassStep step)
        {
        }

        public void After(PassStep step)
        {
            if (step == PassStep.Create)
            {
                cancel.Cancel();
            }
        }
    }
}
