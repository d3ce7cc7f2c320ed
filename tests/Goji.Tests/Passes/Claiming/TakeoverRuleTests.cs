using Goji.Passes.Deciding.Takeovers;
using Goji.Ports;
using Goji.Records;

namespace Goji.Tests.Passes.Claiming;

/// <summary>Which claims a runner may start: each fact in microseconds.</summary>
public sealed class TakeoverRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("me", 0, "here", true)]
    [InlineData("me", 3600, "here", true)]
    [InlineData("other", 59, "here", false)]
    [InlineData("other", 60, "here", true)]
    [InlineData("other", 60, null, true)]
    [InlineData("other", 3600, "there", false)]
    [InlineData("me", 3600, "there", true)]
    public void Claim_is_started_by_its_runner_or_after_the_claim_time_by_others_of_the_same_cluster(
        string runner, int age, string? cluster, bool expected) =>
        Assert.Equal(expected, Rule().Applies(File(runner, age, cluster, new JobRun("default", "a"))));

    [Theory]
    [InlineData("here", false)]
    [InlineData("there", false)]
    [InlineData(null, true)]
    [InlineData("ca:0123", true)]
    public void Claim_of_an_unknown_cluster_needs_a_proof(string? cluster, bool expected) =>
        Assert.Equal(expected, Rule().NeedsProof(File("other", 3600, cluster, new JobRun("default", "a"))));

    [Fact]
    public void Claim_whose_jobs_are_all_started_or_judged_is_left_alone() => Assert.False(Rule().Applies(
        File("me", 3600, "here", new JobRun("default", "a") { Uid = "1" }, new JobRun("default", "b") { Outcome = JobOutcome.Failed })));

    private static TakeoverRule Rule() => new(new("here", ClusterProofs.None), () => Now, "me", TimeSpan.FromSeconds(60));

    private static ProcessingFile File(string runner, int age, string? cluster, params JobRun[] jobs)
    {
        var file = new JobFile(JobState.Processing, "a.yaml", JobFileKind.File, "1", Executable: false) { Size = () => 0 };
        return new(file, new([new("run", Now.AddSeconds(-age), runner) { Cluster = cluster, Jobs = jobs }]));
    }
}
