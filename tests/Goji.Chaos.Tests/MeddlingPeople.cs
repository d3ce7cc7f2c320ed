using Goji.Passes;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>People who change the repository while a pass is at work in it.</summary>
public sealed class MeddlingPeople(ITestOutputHelper output) : ChaosTest(output)
{
    [Theory]
    [InlineData("spec: [nonsense")]
    [InlineData("renamed")]
    public async Task A_file_edited_after_its_Job_was_created_but_before_the_record_is_not_started_again(string edit)
    {
        Queue(("x.yaml", JobSet.Job("x")));
        await DieAsync(PassStep.CreateResponse);
        Origin.Commit("Edit", ("processing/x.yaml", edit == "renamed" ? JobSet.Job("renamed") : edit));

        PassUntilQuiet();

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task A_file_edited_before_the_create_is_started_with_its_new_content()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        await DieAsync(PassStep.Create);
        Origin.Commit("Edit", ("processing/x.yaml", JobSet.Job("renamed")));

        PassUntilQuiet();

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["renamed"], Created);
    }

    [Fact]
    public async Task A_job_edited_during_its_claim_is_started_with_the_last_pushed_content()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var runner = Runner(probe: At(PassStep.ClaimPush, () => Queue(("x.yaml", JobSet.Job("edited")))));

        await runner.ProcessAsync(CancellationToken.None);

        Assert.Equal(["edited"], Created);
    }

    [Fact]
    public async Task A_job_deleted_during_its_claim_is_not_started()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var runner = Runner(probe: At(PassStep.ClaimPush, () => Origin.Commit("Never mind", ("queued/x.yaml", null))));

        await runner.ProcessAsync(CancellationToken.None);

        Assert.Empty(Created);
        Assert.Empty(Jobs);
    }

    [Fact]
    public async Task A_file_moved_away_while_its_Job_is_observed_stays_there_and_its_verdict_is_recorded()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        await PassAsync();
        Clock.Advance(TimeSpan.FromSeconds(2));
        var runner = Runner(probe: At(PassStep.RecordPush, () => Origin.Commit("Mine", ("processing/x.yaml", null), ("failed/x.yaml", JobSet.Job("x")))));

        await runner.ProcessAsync(CancellationToken.None);

        Assert.Equal(["failed/x.yaml"], Jobs);
        Assert.Equal(JobState.Succeeded, Record("x.yaml").Newest!.State);
        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task A_branch_that_was_rewound_starts_nothing_a_second_time()
    {
        Queue(("earlier.yaml", JobSet.Job("earlier")));
        PassUntilQuiet();
        Queue(("x.yaml", JobSet.Job("x")));
        var before = Origin.Tip;
        PassUntilQuiet();
        Origin.Git("update-ref", $"refs/heads/{Origin.Branch}", before);

        var report = await PassAsync();

        Assert.Equal(["queued/x.yaml", "succeeded/earlier.yaml"], Jobs);
        Assert.Equal(["earlier", "x"], Created);
        Assert.Contains("no run record shows how it ended", Assert.Single(report.Held).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_rewound_during_a_pass_starts_nothing_a_second_time()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var before = Origin.Tip;
        var runner = Runner(probe: At(PassStep.RecordPush, () => Origin.Git("update-ref", $"refs/heads/{Origin.Branch}", before)));

        await runner.ProcessAsync(CancellationToken.None);
        PassUntilQuiet();

        Assert.Equal(["x"], Created);
    }

    [Fact]
    public async Task A_branch_deleted_during_a_pass_is_a_clear_failure()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        var runner = Runner(probe: At(PassStep.ClaimPush, () =>
        {
            Origin.Git("update-ref", "refs/heads/other", Origin.Tip);
            Origin.Git("update-ref", "-d", $"refs/heads/{Origin.Branch}");
        }));

        var outcome = await Record(() => runner.ProcessAsync(CancellationToken.None));

        Output.WriteLine($"{outcome}");
        Assert.True(outcome is null or GojiException);
        Assert.InRange(Created.Count, 0, 1);
    }

    [Fact]
    public async Task A_job_requeued_by_hand_before_its_start_is_started_once_per_request()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        await DieAsync(PassStep.Create);
        Origin.Commit("Once more", ("processing/x.yaml", null), ("queued/x.yaml", JobSet.Job("x")));

        PassUntilQuiet();

        Assert.Equal(["succeeded/x.yaml"], Jobs);
        Assert.Equal(["x"], Created);
    }

    private static async Task<Exception?> Record(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return failure;
        }
    }
}
