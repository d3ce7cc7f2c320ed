using Goji.Passes.Claiming;
using Goji.Passes.Deciding;
using Goji.Passes.Starting;
using Goji.Ports;
using Goji.Records;

namespace Goji.Tests.Passes.Claiming;

/// <summary>Whether a round claims once more: each fact in microseconds.</summary>
public sealed class ClaimBatchesTests
{
    private static readonly ClusterException Away = new(ClusterFailure.Unavailable, "It is away.");

    [Theory]
    [InlineData(false, "started", false)]
    [InlineData(true, "started", true)]
    [InlineData(true, "nothing", true)]
    [InlineData(true, "left", false)]
    public void Next_batch_follows_while_the_cluster_accepts_jobs(bool hasMore, string started, bool expected)
    {
        var batches = new ClaimBatches();

        batches.Add(Plan(hasMore), Starts(started));

        Assert.Equal((expected, false), (batches.HasNext, batches.MustSync));
    }

    [Fact]
    public void Claims_that_became_too_old_are_renewed_on_the_newest_snapshot()
    {
        var batches = new ClaimBatches();

        batches.Add(Plan(hasMore: false), Starts("stale"));

        Assert.Equal((true, true, false), (batches.HasNext, batches.MustSync, batches.IsStandstill));
    }

    [Theory]
    [InlineData("stale,stale", false)]
    [InlineData("stale,stale,stale", true)]
    [InlineData("stale,stale,stale+started,stale,stale", false)]
    [InlineData("stale,stale,stale+started,stale,stale,stale", true)]
    public void Renewals_that_start_nothing_end_after_three_in_a_row(string rounds, bool expected)
    {
        var batches = new ClaimBatches();

        foreach (var round in rounds.Split(','))
        {
            batches.Add(Plan(hasMore: false), Starts(round.Split('+')));
        }

        Assert.Equal((expected, !expected, !expected), (batches.IsStandstill, batches.HasNext, batches.MustSync));
        Assert.Null(batches.Outage);
    }

    [Theory]
    [InlineData("started", true)]
    [InlineData("outage", false)]
    [InlineData("outage", true)]
    public void Outage_of_a_claim_or_of_a_start_is_one_of_the_batch(string started, bool isOfClaim)
    {
        var batches = new ClaimBatches();

        batches.Add(Plan(hasMore: false) with { Outage = isOfClaim ? Away : null }, Starts(started));

        Assert.Same(Away, batches.Outage);
        Assert.False(batches.HasNext);
    }

    private static ClaimPlan Plan(bool hasMore) => new("repository", [], []) { HasMore = hasMore };

    private static IReadOnlyList<StartResult> Starts(params string[] words) => [.. words.Where(word => word != "nothing").Select(Start)];

    private static StartResult Start(string word)
    {
        var attempt = new Attempt("run", DateTimeOffset.UnixEpoch, "me") { Jobs = [new("default", "x")] };
        var result = new StartResult(new(JobFile.Deleted("x.yaml"), attempt, new PreparedFile("run", [], [])), attempt);
        return word switch
        {
            "started" => result.With(attempt.Jobs[0], attempt.Jobs[0] with { Uid = "1" }),
            "stale" => result with { IsStale = true },
            "outage" => result.Leave(Away),
            _ => result with { Left = "No answer." },
        };
    }
}
