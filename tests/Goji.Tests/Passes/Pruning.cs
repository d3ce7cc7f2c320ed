using Goji.Passes;
using Goji.Records;

namespace Goji.Tests.Passes;

public sealed class Pruning : PassTest
{
    [Fact]
    public async Task The_newest_of_each_state_are_kept()
    {
        await FinishAsync("a", "success");
        await FinishAsync("b", "fail");
        await FinishAsync("c", "success");
        await FinishAsync("d", "success");
        var commits = Commits();

        var report = await PruneAsync(new() { KeepNewest = 1 });

        Assert.Equal(["failed/b.yaml", "succeeded/d.yaml"], Jobs());
        Assert.Equal(["a.yaml", "c.yaml"], report.Pruned.Select(job => job.File));
        Assert.Equal(2, report.Kept);
        Assert.Equal((commits + 1, Origin.Tip), (Commits(), report.Commit));
    }

    [Fact]
    public async Task Recently_finished_jobs_are_kept()
    {
        await FinishAsync("old", "success");
        Clock.Advance(TimeSpan.FromDays(2));
        await FinishAsync("young", "success");

        var report = await PruneAsync(new() { KeepFor = TimeSpan.FromDays(1) });

        Assert.Equal(["succeeded/young.yaml"], Jobs());
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 12, 0, 1, TimeSpan.Zero), Assert.Single(report.Pruned).FinishedAt);
    }

    [Fact]
    public async Task Each_limit_keeps_its_jobs()
    {
        await FinishAsync("a", "success");
        await FinishAsync("b", "success");
        Clock.Advance(TimeSpan.FromDays(2));

        await PruneAsync(new() { KeepFor = TimeSpan.FromDays(1), KeepNewest = 1 });

        Assert.Equal(["succeeded/b.yaml"], Jobs());
    }

    [Fact]
    public async Task Run_records_are_removed_with_their_files_and_stay_in_the_history()
    {
        await FinishAsync("a", "success");
        var before = Origin.Tip;

        await PruneAsync(new() { KeepNewest = 0 });

        Assert.DoesNotContain(RunRecord.PathOf("a.yaml"), Origin.Files);
        Assert.Contains("outcome: Succeeded", Origin.Git("show", $"{before}:{RunRecord.PathOf("a.yaml")}"), StringComparison.Ordinal);
        Assert.Equal("succeeded/a.yaml pruned", Origin.Git("log", "-1", "--format=%s"));
        Assert.False(File.Exists(Path.Combine(Options.Directory, "succeeded", "a.yaml")));
    }

    [Fact]
    public async Task A_record_stays_while_another_file_has_its_path()
    {
        await FinishAsync("a", "success");
        Queue(("a.yaml", Job("a")));

        await PruneAsync(new() { KeepNewest = 0 });

        Assert.Equal(["queued/a.yaml"], Jobs());
        Assert.Single(Record("a.yaml").Attempts);
    }

    [Fact]
    public async Task Queued_and_processing_jobs_are_never_pruned()
    {
        Queue(("running.yaml", Job("running", seconds: 1000)));
        await PassAsync();
        Queue(("waiting.yaml", Job("waiting")));
        Clock.Advance(TimeSpan.FromDays(1000));
        var commits = Commits();

        var report = await PruneAsync(new() { KeepNewest = 0, KeepFor = TimeSpan.Zero });

        Assert.Equal(["processing/running.yaml", "queued/waiting.yaml"], Jobs());
        Assert.Empty(report.Pruned);
        Assert.Equal(commits, Commits());
    }

    [Fact]
    public async Task A_file_without_a_record_counts_as_the_oldest_and_one_with_a_damaged_record_is_kept()
    {
        Origin.Commit(
            "By hand",
            ("failed/damaged.yaml", Job("damaged")),
            (RunRecord.PathOf("damaged.yaml"), "attempts: 7"),
            ("failed/unrecorded.yaml", Job("unrecorded")));
        await FinishAsync("a", "fail");

        var report = await PruneAsync(new() { KeepNewest = 1 });

        Assert.Equal(["failed/a.yaml", "failed/damaged.yaml"], Jobs());
        Assert.Null(Assert.Single(report.Pruned).FinishedAt);
        Assert.Contains(Log.Warnings, line => line.Contains("'failed/damaged.yaml' is kept: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_named_states_are_pruned()
    {
        await FinishAsync("a", "success");
        await FinishAsync("b", "fail");

        await PruneAsync(new() { KeepNewest = 0, States = [JobState.Succeeded] });

        Assert.Equal(["failed/b.yaml"], Jobs());
    }

    [Fact]
    public async Task A_dry_run_reports_and_changes_nothing()
    {
        await FinishAsync("a", "success");
        var tip = Origin.Tip;
        Options.DryRun = true;

        var report = await PruneAsync(new() { KeepNewest = 0 });

        Assert.Equal("a.yaml", Assert.Single(report.Pruned).File);
        Assert.Equal(("", tip), (report.Commit, Origin.Tip));
    }

    [Fact]
    public async Task A_job_that_is_requeued_during_the_prune_is_kept()
    {
        await FinishAsync("a", "success");
        await FinishAsync("b", "success");
        var person = new Person(() => Origin.Commit("Requeue", ("succeeded/a.yaml", null), ("queued/a.yaml", Job("a"))));

        await Runner(probe: person).PruneAsync(new() { KeepNewest = 0 }, CancellationToken.None);

        Assert.Equal(["queued/a.yaml"], Jobs());
        Assert.Single(Record("a.yaml").Attempts);
    }

    public static TheoryData<PruneOptions, string> Mistakes { get; } = new()
    {
        { new(), "No setting limits the finished jobs to keep. Set KeepNewest, KeepFor, or both." },
        { new() { KeepNewest = -1 }, "KeepNewest and KeepFor must not be less than zero." },
        { new() { KeepNewest = 1, States = [JobState.Queued] }, "The state 'Queued' is none that is pruned. Name any of Succeeded, Failed, Unknown." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Invalid_limits_are_refused(PruneOptions prune, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<GojiUsageException>(() => PruneAsync(prune))).Message);

    /// <summary>Somebody who pushes between the commit and its push, once.</summary>
    private sealed class Person(Action push) : IPassProbe
    {
        private bool hasPushed;

        public void Before(PassStep step)
        {
            if (step == PassStep.RecordPush && !hasPushed)
            {
                hasPushed = true;
                push();
            }
        }

        public void After(PassStep step)
        {
        }
    }

    private Task<PruneReport> PruneAsync(PruneOptions prune) => new GojiRunner(Options, Log, time: Clock).PruneAsync(prune, CancellationToken.None);

    private async Task FinishAsync(string name, string result)
    {
        Queue(($"{name}.yaml", Job(name, result)));
        await PassAsync();
        await PassAfterAsync(1);
    }
}
