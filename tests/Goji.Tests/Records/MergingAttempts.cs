using Goji.Records;
using Goji.Tests.Passes;

namespace Goji.Tests.Records;

/// <summary>What becomes of the knowledge of two runners about one attempt: each fact in microseconds.</summary>
public sealed class MergingAttempts
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, JobState.Processing)]
    [InlineData(JobState.Succeeded, null, JobState.Succeeded)]
    [InlineData(null, JobState.Failed, JobState.Failed)]
    [InlineData(JobState.Succeeded, JobState.Failed, JobState.Succeeded)]
    [InlineData(JobState.Unknown, JobState.Succeeded, JobState.Unknown)]
    public void The_first_verdict_stays(JobState? mine, JobState? theirs, JobState expected)
    {
        var merged = Of(new JobRun("default", "a") { Uid = "1", Outcome = Outcomes.Of(mine) }).Merge(Of(new JobRun("default", "a") { Uid = "1", Outcome = Outcomes.Of(theirs) }));

        Assert.Equal(expected, merged.State);
    }

    [Fact]
    public void Missing_facts_are_added_and_existing_ones_are_kept()
    {
        var merged = Of(new JobRun("default", "a") { StartedAt = Noon })
            .Merge(Of(new JobRun("default", "a") { Uid = "1", Ttl = 60, StartedAt = Noon.AddSeconds(9) }));

        Assert.Equal(new JobRun("default", "a") { Uid = "1", Ttl = 60, StartedAt = Noon }, Assert.Single(merged.Jobs));
    }

    [Fact]
    public void Only_started_jobs_of_the_other_attempt_are_added()
    {
        var merged = Of(new JobRun("default", "a")).Merge(Of(new JobRun("default", "b") { Uid = "2" }, new JobRun("default", "c")));

        Assert.Equal(["default/a", "default/b"], merged.Jobs.Select(job => job.ToString()));
    }

    [Fact]
    public void Claim_belongs_to_this_attempt()
    {
        var merged = Of(new JobRun("default", "a")).Merge(Of(new JobRun("default", "a") { Uid = "1" }) with { ClaimedBy = "other", ClaimedAt = Noon.AddHours(1) });

        Assert.Equal(("me", Noon), (merged.ClaimedBy, merged.ClaimedAt));
    }

    [Fact]
    public void Merge_without_anything_new_returns_the_same_attempt()
    {
        var attempt = Of(new JobRun("default", "a") { Uid = "1", StartedAt = Noon });

        Assert.Same(attempt, attempt.Merge(Of(new JobRun("default", "a"))));
    }

    [Theory]
    [InlineData(JobState.Succeeded, JobState.Succeeded, JobState.Succeeded)]
    [InlineData(JobState.Succeeded, JobState.Unknown, JobState.Unknown)]
    [InlineData(JobState.Unknown, JobState.Failed, JobState.Failed)]
    [InlineData(JobState.Failed, null, JobState.Processing)]
    public void State_of_a_file_is_the_worst_of_its_jobs_once_all_are_judged(JobState one, JobState? two, JobState expected) =>
        Assert.Equal(expected, Of(new JobRun("default", "a") { Uid = "1", Outcome = Outcomes.Of(one) }, new JobRun("default", "b") { Uid = "2", Outcome = Outcomes.Of(two) }).State);

    private static Attempt Of(params JobRun[] jobs) => new("run", Noon, "me") { Jobs = jobs };
}
