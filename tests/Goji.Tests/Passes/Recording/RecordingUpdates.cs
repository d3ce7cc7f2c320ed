using Goji.Passes.Deciding;
using Goji.Passes.Notifying;
using Goji.Passes.Recording;
using Goji.Ports;
using Goji.Ports.Notifications;
using Goji.Records;
using Goji.Tests.Git;
using Goji.Tests.Passes.Deciding;

namespace Goji.Tests.Passes.Recording;

/// <summary>What a record commit changes, and what its message is: each fact in milliseconds, without git or a cluster.</summary>
public sealed class RecordingUpdates
{
    private readonly FakeSnapshot snapshot = new();
    private readonly RecordedLog log = new();

    [Theory]
    [InlineData(JobState.Succeeded, "x.yaml succeeded")]
    [InlineData(JobState.Failed, "x.yaml failed: Because")]
    [InlineData(JobState.Unknown, "x.yaml unknown: Because")]
    public void Verdict_moves_the_file_and_is_the_subject(JobState outcome, string subject)
    {
        snapshot.With("processing/x.yaml", "a").WithRecord("x.yaml", outcome: null);

        var (draft, plan) = Compose(Update(outcome));

        var folder = outcome.ToString().ToLowerInvariant();
        Assert.Equal(subject, Subject(draft));
        Assert.Contains("Goji-Run: run-x.yaml\nGoji-Pass: me\n", draft!.Message, StringComparison.Ordinal);
        Assert.Equal(["write .goji/runs/x.yaml", "delete processing/x.yaml", $"place {folder}/x.yaml"], Changes(draft));
        Assert.Equal(outcome, Assert.Single(plan).To);
    }

    [Fact]
    public void Start_is_recorded_and_the_file_stays()
    {
        snapshot.With("processing/x.yaml", "a").WithRecord("x.yaml", outcome: null, uid: null);

        var (draft, _) = Compose(Update(null));

        Assert.Equal("x.yaml started", Subject(draft));
        Assert.Contains("write .goji/runs/x.yaml", Changes(draft));
        Assert.DoesNotContain(Changes(draft), change => change.Contains("processing/", StringComparison.Ordinal));
    }

    [Fact]
    public void File_whose_folder_is_taken_stays_in_processing()
    {
        snapshot.With("processing/x.yaml", "a").With("failed/x.yaml", "b").WithRecord("x.yaml", outcome: null);

        var (draft, plan) = Compose(Update(JobState.Failed));

        Assert.DoesNotContain(Changes(draft), change => change.StartsWith("place", StringComparison.Ordinal));
        Assert.Equal(JobState.Processing, Assert.Single(plan).To);
        Assert.Equal(
            ["processing/x.yaml stays in processing/: 'failed/x.yaml' is in the way. Rename or delete one of the two."], log.Warnings);
    }

    [Fact]
    public void Update_of_an_attempt_that_another_one_has_replaced_changes_nothing()
    {
        snapshot.With("processing/x.yaml", "a").WithRecord("x.yaml", outcome: null);

        var (draft, plan) = Compose(Update(JobState.Failed) with { Attempt = Attempt(JobState.Failed) with { Id = "older" } });

        Assert.Null(draft);
        Assert.Empty(plan);
    }

    [Fact]
    public void Verdict_of_another_runner_stays()
    {
        snapshot.With("processing/x.yaml", "a").WithRecord("x.yaml", JobState.Succeeded);

        var (draft, plan) = Compose(Update(JobState.Failed));

        Assert.Equal("x.yaml moved to succeeded/", Subject(draft));
        Assert.Equal(JobState.Succeeded, Assert.Single(plan).To);
    }

    [Fact]
    public void Request_that_is_left_on_a_closed_file_is_removed()
    {
        const string Requested = "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: x\n  annotations:\n    goji.run/cancel: by hand\n";
        snapshot.With("failed/x.yaml", Requested).WithRecord("x.yaml", JobState.Failed);

        var (draft, _) = Compose(Update(JobState.Failed));

        Assert.Equal("x.yaml is no longer to be cancelled", Subject(draft));
        Assert.Equal(["write failed/x.yaml"], Changes(draft));
    }

    [Fact]
    public void Returned_claim_goes_back_to_the_queue_without_a_record()
    {
        snapshot.With("processing/x.yaml", "a").WithRecord("x.yaml", outcome: null, uid: null);

        var (draft, _) = Compose(Update(null) with { To = JobState.Queued, Reason = "No room." });

        Assert.Equal("x.yaml returned to the queue", Subject(draft));
        Assert.Contains("No room.", draft!.Message, StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string> { "delete processing/x.yaml", "place queued/x.yaml", "delete .goji/runs/x.yaml" }, Changes(draft).ToHashSet());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(JobState.Failed)]
    public void Verdict_of_an_earlier_attempt_leaves_the_file_to_the_newer_one(JobState? recorded)
    {
        snapshot.With("processing/x.yaml", "a")
            .With(OpenWork.Path, "files:\n- file: x.yaml\n")
            .WithAttempts("x.yaml", Attempt(recorded), Attempt(null) with { Id = "newer" });

        var (draft, plan) = Compose(Update(JobState.Failed));

        Assert.Equal(recorded is null ? ["write .goji/runs/x.yaml"] : [], draft is null ? [] : Changes(draft));
        Assert.DoesNotContain(draft?.Changes ?? [], change => change.Path == OpenWork.Path);
        Assert.Equal((JobState.Failed, true), (plan[0].To, plan[0].IsAway));
    }

    [Theory]
    [InlineData("another", null)]
    [InlineData("somebody", "6f0b")]
    public void Claim_that_another_runner_has_taken_over_or_started_is_not_returned(string claimedBy, string? uid)
    {
        var taken = Attempt(null) with { ClaimedBy = claimedBy, Jobs = [new("default", "x.yaml") { Uid = uid }] };
        snapshot.With("processing/x.yaml", "a").WithAttempts("x.yaml", taken);

        var (draft, plan) = Compose(Update(null) with { To = JobState.Queued, Reason = "No room." });

        Assert.Null(draft);
        Assert.Empty(plan);
    }

    private (CommitDraft? Draft, IReadOnlyList<FileUpdate> Plan) Compose(FileUpdate update)
    {
        var manifests = new ManifestStore(new("default", [], []), "here", TimeProvider.System, new());
        var composer = new RecordComposer(log, "me", new NotificationOutbox(null!, NoNotifier.Instance), () => DateTimeOffset.UnixEpoch, manifests);
        return composer.Compose(snapshot, [update]);
    }

    private static FileUpdate Update(JobState? outcome) => new("x.yaml", Attempt(outcome), outcome ?? JobState.Processing);

    private static Attempt Attempt(JobState? outcome) => new("run-x.yaml", DateTimeOffset.UnixEpoch, "somebody")
    {
        Jobs = [new("default", "x.yaml") { Uid = "6f0b", Outcome = Outcomes.Of(outcome), Reason = outcome is null or JobState.Succeeded ? null : "Because", Message = "" }],
    };

    private static string Subject(CommitDraft? draft) => draft!.Message.Split('\n')[0];

    private static IReadOnlyList<string> Changes(CommitDraft? draft) => [.. draft!.Changes
        .Where(change => change.Path != OpenWork.Path)
        .Select(change => $"{change.GetType().Name.ToLowerInvariant()} {change.Path}")];
}
