using Goji.Passes.Cancelling;
using Goji.Passes.Recording;
using Goji.Policies;
using Goji.Ports;
using Goji.Records;

namespace Goji.Tests.Passes.Cancelling;

/// <summary>The pure rules of cancelling.</summary>
public sealed class CancelRules
{
    private static readonly JobRun Run = new("team-a", "x") { Uid = "1" };

    [Theory]
    [InlineData("run", "repository", "", "", null)]
    [InlineData("run", "repository", "team-a", "", null)]
    [InlineData("run", "repository", "team-b", "", "AllowedNamespaces")]
    [InlineData("run", "repository", "", "team-*", null)]
    [InlineData("run", "repository", "", "default", "The policy does not allow")]
    [InlineData("other", "repository", "", "", "no labels of this attempt")]
    [InlineData("run", "other", "", "", "no labels of this attempt")]
    [InlineData(null, null, "", "", "no labels of this attempt")]
    public void Only_jobs_of_this_attempt_are_deleted_and_only_where_the_settings_allow_it(
        string? runId, string? repositoryId, string allowed, string policy, string? expected)
    {
        var options = new GojiOptions { AllowedNamespaces = allowed.Length > 0 ? [allowed] : [] };
        var rule = new PolicyRule { Name = "r", Paths = [Glob.Parse("**")], Namespaces = [Glob.Parse(policy)] };
        var rules = new OwnershipRule(options, policy.Length > 0 ? new JobPolicy([rule]) : null, "repository");

        var obstacle = rules.Obstacle("x.yaml", "run", Run, new ObservedJob("team-a", "x", "1") { RunId = runId, RepositoryId = repositoryId });

        Assert.Contains(expected ?? "", obstacle ?? "", StringComparison.Ordinal);
        Assert.Equal(expected is null, obstacle is null);
    }

    [Theory]
    [InlineData(null, "requested by me", "requested by me.")]
    [InlineData("wrong tag.", "wrong tag (requested by me)", "wrong tag (requested by me).")]
    [InlineData("two\nlines", "two lines (requested by me)", "two lines (requested by me).")]
    public void Request_names_the_reason_and_who_asked(string? reason, string text, string message)
    {
        Assert.Equal(text, CancelText.Of(reason, "me"));
        Assert.Equal(message, CancelText.Message(CancelText.Of(reason, "me")));
    }

    [Fact]
    public void Request_without_a_reason_names_the_annotation_and_a_long_reason_is_cut()
    {
        Assert.Equal("The annotation goji.run/cancel asked for it.", CancelText.Message(""));
        Assert.True(CancelText.Message(new string('x', 5000)).Length < 310);
    }

    [Fact]
    public void Verdict_of_the_cluster_is_kept_when_a_cancel_comes_later()
    {
        var recorded = Attempt(Run with { Outcome = JobOutcome.Succeeded });

        Assert.Equal(JobState.Succeeded, recorded.Merge(Attempt(Run with { Outcome = JobOutcome.Failed, Reason = JobRun.Cancelled })).State);
    }

    [Fact]
    public void Request_in_the_record_survives_what_a_runner_knows_beside_it()
    {
        var recorded = Attempt(new("team-a", "x") { Reason = JobRun.CancelRequested, Message = "why" });

        var merged = Assert.Single(recorded.Merge(Attempt(Run)).Jobs);

        Assert.Equal(("1", JobRun.CancelRequested, "why"), (merged.Uid, merged.Reason, merged.Message));
    }

    [Fact]
    public void Job_that_was_taken_for_never_started_is_not_closed_where_it_was_started_or_claimed_again()
    {
        var claimed = Attempt(new("team-a", "x"));
        var closed = Attempt(new JobRun("team-a", "x") { Outcome = JobOutcome.Failed, Reason = JobRun.Cancelled });

        Assert.False(claimed.IsAheadOf(closed));
        Assert.True(Attempt(Run).IsAheadOf(closed));
        Assert.True((claimed with { ClaimedBy = "other" }).IsAheadOf(closed));
        Assert.True((claimed with { ClaimedAt = claimed.ClaimedAt.AddSeconds(1) }).IsAheadOf(closed));
        Assert.False(Attempt(Run).IsAheadOf(Attempt(Run with { Outcome = JobOutcome.Failed, Reason = JobRun.Cancelled })));
    }

    private static Attempt Attempt(JobRun run) => new("run", DateTimeOffset.UnixEpoch, "me") { Jobs = [run] };
}
