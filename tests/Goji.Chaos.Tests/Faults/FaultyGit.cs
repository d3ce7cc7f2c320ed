using System.Globalization;
using Goji.Passes;
using Goji.Passes.Publishing;
using Goji.Testing;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests.Faults;

/// <summary>A remote, a clone or a disk that fails.</summary>
public sealed class FaultyGit(ITestOutputHelper output) : ChaosTest(output)
{
    [Fact]
    public async Task A_push_that_a_hook_declines_is_not_repeated_and_nothing_is_started()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        Hooks.Write(Origin, "pre-receive", "echo asked >> hook.log; echo 'No robots here.'; exit 1");

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => PassAsync());

        Assert.Contains("No robots here.", failure.Message, StringComparison.Ordinal);
        Assert.Single(File.ReadAllLines(Path.Combine(Origin.Path, "hook.log")));
        Assert.Empty(Created);
        Assert.Equal(["queued/x.yaml"], Jobs);
    }

    [Fact]
    public async Task A_push_that_is_declined_after_the_start_leaves_the_job_to_the_next_pass()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var runner = Runner(probe: At(PassStep.RecordPush, () => Hooks.Write(Origin, "pre-receive", "exit 1")));
        await Assert.ThrowsAnyAsync<GojiException>(() => runner.ProcessAsync(CancellationToken.None));
        File.Delete(Path.Combine(Origin.Path, "hooks", "pre-receive"));

        PassUntilQuiet();

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    [Theory]
    [InlineData(nameof(PassStep.ClaimPush), 0)]
    [InlineData(nameof(PassStep.Create), 1)]
    [InlineData(nameof(PassStep.RecordPush), 1)]
    public async Task A_remote_that_disappears_during_a_pass_is_a_clear_failure_and_nothing_is_lost(string step, int started)
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var away = Origin.Path + ".away";
        var runner = Runner(probe: At(Enum.Parse<PassStep>(step), () => Directory.Move(Origin.Path, away)));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => runner.ProcessAsync(CancellationToken.None));

        Output.WriteLine(failure.Message);
        Assert.True(failure is GojiException, failure.ToString());
        Assert.Contains(Path.GetFileName(Origin.Path), failure.Message, StringComparison.Ordinal);
        Assert.Equal(started, Created.Count);
        Directory.Move(away, Origin.Path);
        PassUntilQuiet();
        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    [FactNeedingSmallDisk]
    public void A_full_disk_is_a_clear_failure_and_nothing_is_lost()
    {
        using var disk = SmallDisk.Mount(Place["disk"], megabytes: 2);
        Queue([.. Enumerable.Range(0, 20).Select(i => ($"job-{i:00}.yaml", JobSet.Job($"job-{i:00}")))]);
        var options = NewClone();
        options.Directory = Origin.Clone(Path.Combine(disk.Path, "clone"));
        foreach (var step in (PassStep[])[PassStep.Fetch, PassStep.ClaimCommit, PassStep.ClaimPush, PassStep.RecordCommit, PassStep.WorkingCopy])
        {
            var runner = Runner(options, At(step, disk.Fill));
            var failure = Xunit.Record.Exception(() => runner.ProcessAsync(CancellationToken.None).GetAwaiter().GetResult());
            Output.WriteLine($"{step}: {failure?.Message}");
            Assert.True(failure is null or GojiException, failure?.ToString());
            disk.Empty();
            Clock.Advance(TimeSpan.FromSeconds(61));
        }

        PassUntilQuiet();

        Assert.Equal(20, Jobs.Count(job => job.StartsWith("succeeded/", StringComparison.Ordinal)));
        Assert.Equal(20, Created.Count);
        Origin.Git("fsck", "--strict", "--no-dangling");
    }

    [Fact]
    public async Task A_lock_that_a_killed_git_left_on_the_index_stops_no_pass()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var options = NewClone();
        File.WriteAllText(Path.Combine(options.Directory, ".git", "index.lock"), "");

        await PassAsync(options);
        Clock.Advance(TimeSpan.FromSeconds(61));
        await PassAsync(options);

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Contains(Lines, line => line.Contains("index.lock", StringComparison.Ordinal));
    }

    [FactNeedingSmallDisk]
    public async Task A_read_only_clone_starts_nothing()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var options = NewClone();
        using var disk = SmallDisk.Mount(Place["disk"], megabytes: 4);
        options.Directory = Origin.Clone(Path.Combine(disk.Path, "clone"));
        disk.Protect();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => PassAsync(options));

        Output.WriteLine(failure.Message);
        Assert.True(failure is GojiException, failure.ToString());
        Assert.Empty(Created);
    }

    [Fact]
    public async Task Lost_push_races_are_retried_within_bounds()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var pushes = 0;
        var runner = Runner(probe: new Always(PassStep.ClaimPush, () => Origin.Commit("First!", ("note", (pushes++).ToString(CultureInfo.InvariantCulture)))));

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => runner.ProcessAsync(CancellationToken.None));

        Assert.Contains("first", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Publisher.MaxLosses + 1, pushes);
        Assert.Empty(Created);
    }

    private sealed class Always(PassStep at, Action act) : IPassProbe
    {
        public void Before(PassStep step)
        {
            if (step == at)
            {
                act();
            }
        }

        public void After(PassStep step)
        {
        }
    }
}
