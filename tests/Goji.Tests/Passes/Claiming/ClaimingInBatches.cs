using Goji.Passes;
using Goji.Sandbox;

namespace Goji.Tests.Passes.Claiming;

public sealed class ClaimingInBatches : PassTest
{
    public ClaimingInBatches()
    {
        Options.ClaimBatch = 2;
    }

    [Fact]
    public async Task A_long_queue_is_claimed_batch_by_batch_and_recorded_at_once()
    {
        QueueMany(5);
        var before = Commits();

        var report = await PassAsync();

        Assert.Equal(["processing/0.yaml", "processing/1.yaml", "processing/2.yaml", "processing/3.yaml", "processing/4.yaml"], Jobs());
        Assert.Equal(5, Created().Distinct().Count());
        Assert.Equal(3 + 1, Commits() - before);
        Assert.Equal(3 + 1, report.Commits.Count);
    }

    [Fact]
    public async Task Refused_files_count_towards_a_batch_and_held_ones_do_not()
    {
        Queue(("a.yaml", "kind: ["), ("b.yaml", "kind: ["), ("c.yaml", Job("same")), ("d.yaml", Job("same")), ("e.yaml", Job("e")));

        await PassAsync();

        Assert.Equal(["failed/a.yaml", "failed/b.yaml", "processing/c.yaml", "processing/e.yaml", "queued/d.yaml"], Jobs());
    }

    [Fact]
    public async Task MaxProcessing_holds_over_all_batches()
    {
        Options.MaxProcessing = 3;
        QueueMany(5);

        var report = await PassAsync();

        Assert.Equal(["processing/0.yaml", "processing/1.yaml", "processing/2.yaml", "queued/3.yaml", "queued/4.yaml"], Jobs());
        Assert.All(report.Held, job => Assert.StartsWith("MaxProcessing is 3", job.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_runner_can_claim_between_two_batches()
    {
        QueueMany(6);
        var other = new GojiOptions { Directory = Origin.Clone(Place["other"]), ClaimBatch = 2 };
        GojiReport? others = null;
        var meanwhile = new BeforeFirstCreate(() => others = Runner(other).ProcessAsync(CancellationToken.None).GetAwaiter().GetResult());

        await Runner(probe: meanwhile).ProcessAsync(CancellationToken.None);

        Assert.Equal(6, Created().Count);
        Assert.Equal(6, Created().Distinct().Count());
        Assert.Equal(["2.yaml", "3.yaml", "4.yaml", "5.yaml"], others!.Jobs.Where(job => job is { Before: JobState.Queued, After: JobState.Processing }).Select(job => job.File));
    }

    [Fact]
    public async Task No_further_batch_is_claimed_when_the_cluster_accepts_nothing()
    {
        QueueMany(5);
        Options.Patience = new() { FirstPause = TimeSpan.Zero };
        Cluster.Faults.Add(new(SandboxFaultKind.ServiceUnavailable) { Verb = "create", Resource = "jobs" });

        await PassAsync();

        Assert.Equal(["processing/0.yaml", "processing/1.yaml", "queued/2.yaml", "queued/3.yaml", "queued/4.yaml"], Jobs());
    }

    private void QueueMany(int count) => Queue([.. Enumerable.Range(0, count).Select(number => ($"{number}.yaml", Job($"job-{number}")))]);

    private sealed class BeforeFirstCreate(Action act) : IPassProbe
    {
        private int creates;

        public void Before(PassStep step)
        {
            if (step == PassStep.Create && Interlocked.Increment(ref creates) == 1)
            {
                act();
            }
        }

        public void After(PassStep step)
        {
        }
    }
}
