using Goji.Passes.Claiming;
using Goji.Passes.Deciding;
using Goji.Passes.Deciding.Takeovers;
using Goji.Passes.Notifying;
using Goji.Ports;
using Goji.Ports.Notifications;
using Goji.Records;
using Goji.Tests.Passes.Deciding;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Passes.Claiming;

/// <summary>What a claim commit changes, and what it starts: each fact in milliseconds, without git or a cluster.</summary>
public sealed class ComposingClaims : IDisposable
{
    private const string Repository = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeSnapshot snapshot = new();
    private readonly FakeTimeProvider time = new(Now);
    private readonly FakeCluster cluster;
    private readonly ManifestStore manifests;
    private TimeSpan pushTime;

    public ComposingClaims()
    {
        cluster = new(time);
        manifests = new(new("default", [], []), "here", time, new());
    }

    public void Dispose() => cluster.Dispose();

    [Fact]
    public void Claim_moves_the_file_records_the_attempt_and_starts_its_Jobs()
    {
        snapshot.With("queued/x.yaml", Job("x"));

        var (draft, plan) = Compose(Claim("x.yaml"));

        Assert.Equal("x.yaml claimed", Subject(draft));
        Assert.Equal(
            ["delete queued/x.yaml", "place processing/x.yaml", "write .goji/repository.yaml", "write .goji/runs/x.yaml"], Changes(draft));
        var start = Assert.Single(plan.Starts);
        Assert.Equal((JobState.Processing, "me", Now, "kube-system"), (start.File.State, start.Attempt.ClaimedBy, start.Attempt.ClaimedAt, start.Attempt.Cluster));
        Assert.Equal(["default/x"], start.Attempt.Jobs.Select(run => run.ToString()));
        Assert.Equal(start.Attempt.Id, Recorded(draft, "x.yaml").Id);
    }

    [Fact]
    public void Refused_file_moves_to_failed_with_the_reason_and_starts_nothing()
    {
        snapshot.With("queued/x.yaml", "no: Job");

        var (draft, plan) = Compose(new Decision.Reject(File(JobState.Queued, "x.yaml"), "run", "It is no Job.", RunRecord.Empty));

        Assert.Equal("x.yaml failed: Refused", Subject(draft));
        Assert.Contains("place failed/x.yaml", Changes(draft));
        Assert.Equal("It is no Job.", Recorded(draft, "x.yaml").Refused);
        Assert.Empty(plan.Starts);
    }

    [Fact]
    public void Finished_file_that_is_replaced_is_removed()
    {
        snapshot.With("queued/x.yaml", Job("x")).With("succeeded/x.yaml", Job("x"));

        var (draft, _) = Compose(Claim("x.yaml") with { Replaced = [File(JobState.Succeeded, "x.yaml")] });

        Assert.Contains("delete succeeded/x.yaml", Changes(draft));
    }

    [Fact]
    public void Discarded_file_is_removed_without_a_record()
    {
        snapshot.With("queued/x.yaml", Job("x")).With("succeeded/x.yaml", Job("x")).With(RepositoryId.Path, $"id: {Repository}\n");

        var (draft, plan) = Compose(new Decision.Discard(File(JobState.Queued, "x.yaml"), File(JobState.Succeeded, "x.yaml")));

        Assert.Equal("x.yaml dropped", Subject(draft));
        Assert.Equal(["delete queued/x.yaml"], Changes(draft));
        Assert.Empty(plan.Starts);
    }

    [Fact]
    public void Held_file_makes_no_commit()
    {
        snapshot.With("queued/x.yaml", Job("x"));

        var (draft, plan) = Compose(new Decision.Hold(File(JobState.Queued, "x.yaml"), "No room."));

        Assert.Null(draft);
        Assert.Single(plan.Decisions);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(8, 10)]
    [InlineData(3600, 600)]
    public void Claim_is_dated_ahead_by_the_time_of_a_long_push(int push, int ahead)
    {
        pushTime = TimeSpan.FromSeconds(push);
        snapshot.With("queued/x.yaml", Job("x"));

        var (_, plan) = Compose(Claim("x.yaml"));

        Assert.Equal(Now.AddSeconds(ahead), Assert.Single(plan.Starts).Attempt.ClaimedAt);
    }

    [Theory]
    [InlineData("me", 0, false)]
    [InlineData("me", 29, false)]
    [InlineData("me", 31, true)]
    [InlineData("other", 61, true)]
    public void Claim_is_renewed_for_another_runner_or_after_half_of_its_time(string runner, int age, bool isRenewed)
    {
        var (draft, plan) = TakeOver(Begun(runner, age, new JobRun("default", "x")));

        Assert.Equal(isRenewed ? "x.yaml claim renewed" : null, draft is null ? null : Subject(draft));
        var attempt = Assert.Single(plan.Starts).Attempt;
        Assert.Equal((isRenewed ? "me" : runner, isRenewed ? Now : Now.AddSeconds(-age)), (attempt.ClaimedBy, attempt.ClaimedAt));
        Assert.Equal("run", attempt.Id);
    }

    [Fact]
    public void Claim_is_not_taken_over_without_facts_about_its_Jobs()
    {
        var file = Processing(Begun("other", 3600, new JobRun("default", "x")));

        var (draft, plan) = Compose(new Decisions(Repository, [], [file]), ClusterFacts.None);

        Assert.Null(draft);
        Assert.Empty(plan.Starts);
    }

    [Fact]
    public void Claim_that_is_left_without_an_answer_has_its_reason()
    {
        var file = Processing(Begun("other", 3600, new JobRun("default", "x")));
        var facts = new ClusterFacts { Left = new Dictionary<string, string> { ["x.yaml"] = "No answer." } };

        Assert.Equal("No answer.", Compose(new Decisions(Repository, [], [file]), facts).Plan.Left["x.yaml"]);
    }

    [Fact]
    public void Claim_without_a_successful_create_is_renewed_after_doubling_pauses()
    {
        var attempt = Begun("me", 61, new JobRun("default", "x"));
        var facts = new ClusterFacts
        {
            Begun = new Dictionary<string, Attempt> { ["x.yaml"] = attempt },
            TriedBefore = new HashSet<string> { "x.yaml" },
        };
        snapshot.With(RepositoryId.Path, $"id: {Repository}\n");
        var renewals = new List<int>();
        for (var second = 0; second <= 600; second += 10)
        {
            if (Compose(new Decisions(Repository, [], [Processing(attempt)]), facts).Draft is { } draft)
            {
                renewals.Add(second);
                var index = draft.Changes.OfType<TreeChange.Write>().Single(change => change.Path == OpenWork.Path);
                snapshot.With(OpenWork.Path, System.Text.Encoding.UTF8.GetString(index.Content));
            }

            time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal([0, 10, 40, 100, 220, 460], renewals);
    }

    [Fact]
    public void Index_of_open_work_is_read_once_for_all_claims_that_are_renewed()
    {
        string[] names = ["a", "b", "c", "d"];
        var attempts = names.ToDictionary(name => $"{name}.yaml", name => Begun("me", 61, new JobRun("default", name)));
        foreach (var name in names)
        {
            snapshot.With($"processing/{name}.yaml", Job(name));
        }

        snapshot.With(RepositoryId.Path, $"id: {Repository}\n");
        var files = attempts.Select(item => new ProcessingFile(snapshot.Find(JobState.Processing, item.Key)!, new([item.Value]))).ToList();

        var (_, plan) = Compose(new Decisions(Repository, [], files), new() { Begun = attempts, TriedBefore = attempts.Keys.ToHashSet() });

        Assert.Equal(4, plan.Starts.Count);
        Assert.Equal(1, snapshot.FileReads[OpenWork.Path]);
    }

    [Fact]
    public void Claim_that_another_attempt_has_replaced_is_not_taken_over()
    {
        var file = Processing(Begun("other", 3600, new JobRun("default", "x")));
        var facts = new ClusterFacts { Begun = new Dictionary<string, Attempt> { ["x.yaml"] = file.Attempt! with { Id = "older" } } };

        Assert.Empty(Compose(new Decisions(Repository, [], [file]), facts).Plan.Starts);
    }

    [Fact]
    public void Edited_file_of_a_claim_without_Jobs_is_started_with_its_new_content()
    {
        var (_, plan) = TakeOver(Begun("other", 61, new JobRun("default", "old")));

        Assert.Equal(["default/x"], Assert.Single(plan.Starts).Attempt.Jobs.Select(run => run.ToString()));
    }

    [Fact]
    public void Edited_file_of_a_started_claim_keeps_its_Jobs_and_refuses_those_that_it_no_longer_names()
    {
        var (_, plan) = TakeOver(Begun("other", 61, new JobRun("default", "x") { Uid = "1" }, new JobRun("default", "old")));

        var jobs = Assert.Single(plan.Starts).Attempt.Jobs;
        Assert.Equal([null, JobOutcome.Failed], jobs.Select(run => run.Outcome));
        Assert.StartsWith("The file no longer names this Job", jobs[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Job_that_was_found_is_recorded_with_the_renewed_claim()
    {
        snapshot.With("processing/x.yaml", Job("x")).With(RepositoryId.Path, $"id: {Repository}\n");
        var recorded = Begun("me", 0, new JobRun("default", "x"));
        var found = recorded with { Jobs = [new("default", "x") { Uid = "1" }] };

        var (draft, _) = Compose(
            new Decisions(Repository, [], [Processing(recorded)]), new() { Begun = new Dictionary<string, Attempt> { ["x.yaml"] = found } });

        Assert.Equal("1", Recorded(draft, "x.yaml").Jobs[0].Uid);
    }

    private (CommitDraft? Draft, ClaimPlan Plan) TakeOver(Attempt attempt)
    {
        snapshot.With("processing/x.yaml", Job("x")).With(RepositoryId.Path, $"id: {Repository}\n");
        var facts = new ClusterFacts { Begun = new Dictionary<string, Attempt> { ["x.yaml"] = attempt } };
        return Compose(new Decisions(Repository, [], [Processing(attempt)]), facts);
    }

    private (CommitDraft? Draft, ClaimPlan Plan) Compose(Decision decision) =>
        Compose(new Decisions(Repository, [decision], []), ClusterFacts.None);

    private (CommitDraft? Draft, ClaimPlan Plan) Compose(Decisions decisions, ClusterFacts facts)
    {
        var identity = new ClusterIdentity("kube-system", ClusterProofs.None);
        var takeover = new TakeoverRule(identity, () => time.GetUtcNow(), "me", TimeSpan.FromSeconds(60));
        var clock = new ClaimClock(cluster, () => pushTime);
        var composer = new ClaimComposer(
            clock, identity, manifests, new(clock, manifests, new(null, null!), takeover), new NotificationOutbox(null!, NoNotifier.Instance), "me");
        return composer.Compose(snapshot, decisions, facts);
    }

    private Decision.Claim Claim(string path)
    {
        var file = File(JobState.Queued, path);
        return new(file, manifests.Prepare(snapshot, file, Repository), RunRecord.Empty);
    }

    private JobFile File(JobState state, string path) => snapshot.Find(state, path)!;

    private ProcessingFile Processing(Attempt attempt) =>
        new(snapshot.With("processing/x.yaml", Job("x")).Find(JobState.Processing, "x.yaml")!, new([attempt]));

    private static Attempt Begun(string runner, int age, params JobRun[] jobs) => new("run", Now.AddSeconds(-age), runner) { Jobs = jobs };

    private static string Job(string name) =>
        $"apiVersion: batch/v1\nkind: Job\nmetadata: {{name: {name}}}\nspec: {{template: {{spec: {{restartPolicy: Never, containers: [{{name: a, image: b}}]}}}}}}\n";

    private static string Subject(CommitDraft? draft) => draft!.Message.Split('\n')[0];

    private static IReadOnlyList<string> Changes(CommitDraft? draft) => [.. draft!.Changes
        .Where(change => change.Path != OpenWork.Path)
        .Select(change => $"{change.GetType().Name.ToLowerInvariant()} {change.Path}")
        .Order(StringComparer.Ordinal)];

    private static Attempt Recorded(CommitDraft? draft, string path)
    {
        var record = RunRecord.PathOf(path);
        return RunRecordYaml.Read(record, draft!.Changes.OfType<TreeChange.Write>().Single(change => change.Path == record).Content).Newest!;
    }
}
