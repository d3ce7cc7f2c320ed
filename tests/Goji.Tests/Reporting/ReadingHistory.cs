using Goji.Records;
using Goji.Testing;
using Goji.Tests.Git;

namespace Goji.Tests.Reporting;

public sealed class ReadingHistory : GitTest
{
    [Fact]
    public async Task Every_job_file_has_its_state_and_attempts_and_a_damaged_record_is_a_note()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        origin.Commit(
            "Jobs",
            ("queued/new.yaml", "kind: Job"),
            ("failed/team-a/x.yaml", "kind: Job"),
            (".goji/runs/team-a/x.yaml", Record(new Attempt("01A", Samples.Noon, "host, process 1") { Refused = "No." }, Failed)),
            ("succeeded/damaged.yaml", "kind: Job"),
            (".goji/runs/damaged.yaml", "attempts: 7\n"));
        var clone = origin.Clone(Place["clone"]);

        var history = await new GojiRunner(new() { Directory = clone }, Log).HistoryAsync(default);

        Assert.Equal((origin.Path, "master", origin.Tip), (history.Repository, history.Branch, history.Commit));
        Assert.Equal(["Queued new.yaml", "Succeeded damaged.yaml", "Failed team-a/x.yaml"], history.Jobs.Select(job => $"{job.State} {job.File}"));
        Assert.Empty(history.Jobs[0].Attempts);
        Assert.Equal(
            "The run record '.goji/runs/damaged.yaml' cannot be read: The field 'attempts' is not a list. Restore it from the git history, or delete it if none of its Jobs exists any more.",
            history.Jobs[1].Note);
        Assert.Equal(["01A", "01B"], history.Jobs[2].Attempts.Select(attempt => attempt.Id));
        Assert.Equal(("No.", JobState.Failed), (history.Jobs[2].Attempts[0].Refused, history.Jobs[2].Attempts[0].State));
        Assert.Equal(
            new KubernetesJobReport { Namespace = "shop", Name = "x", Uid = "u", State = JobState.Failed, StartedAt = Samples.Noon, FinishedAt = Samples.Noon.AddSeconds(9), Reason = "BackoffLimitExceeded", Message = "No more.", Pods = history.Jobs[2].Attempts[1].Jobs[0].Pods },
            history.Jobs[2].Attempts[1].Jobs[0]);
    }

    [Fact]
    public async Task Record_that_has_not_changed_is_not_read_again()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        origin.Commit(
            "Jobs",
            ("failed/same.yaml", "kind: Job"),
            (".goji/runs/same.yaml", Record(new Attempt("01A", Samples.Noon, "host, process 1") { Refused = "No." })),
            ("failed/changed.yaml", "kind: Job"),
            (".goji/runs/changed.yaml", Record(new Attempt("01A", Samples.Noon, "host, process 1") { Refused = "No." })));
        var runner = new GojiRunner(new() { Directory = origin.Clone(Place["clone"]) }, Log);
        var known = await runner.ServedHistoryAsync(null, default);
        origin.Commit(
            "Move and change",
            ("failed/same.yaml", null),
            ("queued/same.yaml", "kind: Job"),
            (".goji/runs/changed.yaml", Record(new Attempt("01B", Samples.Noon, "host, process 1") { Refused = "Still no." })));

        var history = await runner.ServedHistoryAsync(known, default);

        Assert.Equal(["Queued same.yaml 01A", "Failed changed.yaml 01B"], history.Jobs.Select(job => $"{job.State} {job.File} {job.Attempts[0].Id}"));
        Assert.Same(known.Jobs.Single(job => job.File == "same.yaml").Attempts, history.Jobs[0].Attempts);
    }

    [Fact]
    public async Task Pushed_changes_are_read_and_nothing_is_changed()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        var clone = origin.Clone(Place["clone"]);
        var tip = origin.Commit("Queue", ("queued/new.yaml", "kind: Job"));

        var history = await new GojiRunner(new() { Directory = clone }, Log).HistoryAsync(default);

        Assert.Equal("new.yaml", Assert.Single(history.Jobs).File);
        Assert.Equal(tip, origin.Tip);
        Assert.False(File.Exists(Path.Combine(clone, "queued/new.yaml")));
        Assert.Equal("", Status(clone));
    }

    private static Attempt Failed { get; } = new("01B", Samples.Noon, "host, process 2")
    {
        Jobs =
        [
            new("shop", "x")
            {
                Uid = "u", StartedAt = Samples.Noon, FinishedAt = Samples.Noon.AddSeconds(9), Outcome = JobOutcome.Failed, Reason = "BackoffLimitExceeded", Message = "No more.",
            },
        ],
    };

    private static string Record(params Attempt[] attempts) => System.Text.Encoding.UTF8.GetString(RunRecordYaml.Write(new(attempts)));
}
