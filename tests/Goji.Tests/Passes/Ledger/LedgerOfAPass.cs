using Goji.Passes.Claiming;
using Goji.Passes.Deciding;
using Goji.Passes.Ledger;
using Goji.Passes.Observing;
using Goji.Passes.Recording;
using Goji.Passes.Starting;
using Goji.Records;
using Goji.Tests.Git;
using Goji.Tests.Passes.Deciding;

namespace Goji.Tests.Passes.Ledger;

/// <summary>What a pass knows after each step, and what it records and reports: each fact in milliseconds, without git or a cluster.</summary>
public sealed class LedgerOfAPass
{
    private readonly FakeSnapshot snapshot = new();
    private readonly RecordedLog log = new();
    private readonly PassLedger ledger;

    public LedgerOfAPass() => ledger = new(log);

    [Fact]
    public void Pass_is_about_the_files_that_are_there_when_it_begins()
    {
        Begin("queued/a.yaml");

        snapshot.With("queued/b.yaml");
        ledger.Synced(snapshot);

        Assert.True(ledger.HasWork);
        Assert.Equal((true, false), (ledger.MayLeaveQueue("a.yaml"), ledger.MayLeaveQueue("b.yaml")));
        Assert.Equal(["a.yaml"], ledger.Jobs.Select(job => job.File));
    }

    [Fact]
    public void Started_job_is_known_before_it_is_recorded_and_only_until_then()
    {
        Begin("processing/x.yaml");

        ledger.Started([Start(uid: "1")]);

        Assert.Equal("1", Assert.Single(ledger.ProcessingIn(snapshot)).Attempt!.Jobs[0].Uid);
        Assert.Equal("1", Assert.Single(ledger.Unrecorded).Attempt.Jobs[0].Uid);
        var update = Assert.Single(ledger.UpdatesAfter(Nothing));
        Assert.Equal(JobState.Processing, update.To);
        ledger.Recorded(new(snapshot, [update]));
        Assert.Empty(ledger.Unrecorded);
        Assert.Empty(ledger.UpdatesAfter(Nothing));
    }

    [Fact]
    public void Claim_that_started_nothing_is_returned_and_not_observed_and_the_file_stays_in_the_queue()
    {
        Begin("processing/x.yaml");

        ledger.Started([Start(uid: null) with { ReturnReason = "No room." }]);

        Assert.Empty(ledger.Observable);
        var update = Assert.Single(ledger.UpdatesAfter(Nothing));
        Assert.Equal((JobState.Queued, "No room."), (update.To, update.Reason));
        ledger.Recorded(new(new FakeSnapshot().With("queued/x.yaml"), [update]));
        var job = Assert.Single(ledger.Jobs);
        Assert.Equal((JobState.Queued, "No room.", 1), (job.After, job.Reason, job.Position));
        Assert.False(ledger.MayLeaveQueue("x.yaml"));
        Assert.False(ledger.MayStartMore);
    }

    [Fact]
    public void Claim_is_kept_once_a_create_got_no_answer()
    {
        Begin("processing/x.yaml");

        ledger.Started([Start(uid: null) with { Left = "No answer.", IsUncertain = true }]);
        ledger.Started([Start(uid: null) with { ReturnReason = "No room." }]);

        Assert.True(ledger.WasLeft("x.yaml"));
        Assert.Equal(JobState.Processing, Assert.Single(ledger.UpdatesAfter(Nothing)).To);
        Assert.Contains(ledger.Warnings, warning => warning == "'processing/x.yaml' is claimed but not started: No room. A later pass continues.");
    }

    [Fact]
    public void Claim_that_another_runner_has_taken_over_is_not_returned()
    {
        Begin("processing/x.yaml");
        ledger.Started([Start(uid: null) with { ReturnReason = "No room." }]);

        snapshot.WithAttempts("x.yaml", Attempt(uid: null) with { ClaimedBy = "another" }).With("processing/y.yaml");
        ledger.Synced(snapshot);

        Assert.Equal(JobState.Processing, Assert.Single(ledger.UpdatesAfter(Nothing)).To);
    }

    [Fact]
    public void Verdict_of_a_poll_comes_before_what_was_started()
    {
        Begin("processing/x.yaml");
        ledger.Started([Start(uid: "1")]);
        var judged = Attempt(uid: "1");
        judged = judged.Replace(judged.Jobs[0], judged.Jobs[0] with { Outcome = JobOutcome.Succeeded });

        var look = new PollResult([new("x.yaml", judged) { IsChange = true }], Wanted: 1, Unanswered: 0);
        ledger.Observed(look);

        Assert.Equal(JobState.Succeeded, Assert.Single(ledger.UpdatesAfter(look)).To);
    }

    [Fact]
    public void Finished_job_makes_room_for_one_that_is_held()
    {
        Begin("processing/x.yaml", "queued/y.yaml");
        ledger.Claimed(new(snapshot, Plan(new Decision.Hold(snapshot.Find(JobState.Queued, "y.yaml")!, "No room."))));

        ledger.Recorded(new(snapshot, [new FileUpdate("x.yaml", Attempt(uid: "1"), JobState.Succeeded)]));

        Assert.True(ledger.MayStartMore);
        Assert.Equal([(JobState.Succeeded, ""), (JobState.Queued, "No room.")], ledger.Jobs.Select(job => (job.After, job.Reason)));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void File_with_a_verdict_that_the_cluster_has_not_cleaned_up_is_awaited_unless_it_fails_over_this_one(bool isAnswered, bool expected)
    {
        Begin("processing/x.yaml");

        ledger.CleanedUp(new([], [new("x.yaml", "It stays.", isAnswered)], []));

        var entry = Assert.Single(ledger.Entries);
        Assert.Equal(("It stays.", expected), (entry.Reason, ledger.IsAwaited(entry)));
    }

    [Fact]
    public void Same_warning_of_two_polls_is_one()
    {
        Begin("processing/x.yaml");
        var look = new PollResult([new("x.yaml", Attempt(uid: "1")) { Warnings = [new("It waits for 3s.", "x waits")] }], 1, 0);

        ledger.Observed(look);
        ledger.Observed(look with { Findings = [look.Findings[0] with { Warnings = [new("It waits for 8s.", "x waits")] }] });

        Assert.Equal(["It waits for 3s."], ledger.Warnings);
    }

    private static PollResult Nothing { get; } = new([], 0, 0);

    private static ClaimPlan Plan(params Decision[] decisions) => new("repository", decisions, []);

    private static Attempt Attempt(string? uid) => new("run-x.yaml", DateTimeOffset.UnixEpoch, "somebody") { Jobs = [new("default", "x.yaml") { Uid = uid }] };

    private void Begin(params string[] files)
    {
        foreach (var file in files)
        {
            snapshot.With(file);
            if (file.StartsWith("processing/", StringComparison.Ordinal))
            {
                snapshot.WithAttempts(file["processing/".Length..], Attempt(uid: null));
            }
        }

        ledger.Began(snapshot);
    }

    private StartResult Start(string? uid) =>
        new(new(snapshot.Find(JobState.Processing, "x.yaml")!, Attempt(uid: null), new PreparedFile("run-x.yaml", [], [])), Attempt(uid));
}
