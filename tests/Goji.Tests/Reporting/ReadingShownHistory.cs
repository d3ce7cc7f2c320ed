using Goji.Records;
using Goji.Reporting;
using Goji.Reporting.Archive;
using Goji.Reporting.Html;
using Goji.Testing;
using Goji.Tests.Git;
using Goji.Tests.Records;

namespace Goji.Tests.Reporting;

/// <summary>An HTML report made of the jobs that it shows is the one that the whole history gives.</summary>
public sealed class ReadingShownHistory : GitTest
{
    private readonly BareOrigin origin;
    private readonly GojiRunner runner;

    public ReadingShownHistory()
    {
        origin = BareOrigin.WithStateFolders(Place);
        origin.Commit("Files of version 1.0.0", [.. Version1.Files.Select(file => (file.Key, (string?)file.Value))]);
        origin.Commit("Finished jobs", [.. Enumerable.Range(0, 300).SelectMany(Finished)]);
        origin.Commit(
            "Requeue, prune, move by hand, edit a record",
            ("succeeded/team-1/job-001.yaml", null),
            ("queued/team-1/job-001.yaml", "kind: Job"),
            ("succeeded/team-2/job-002.yaml", null),
            (".goji/runs/team-2/job-002.yaml", null),
            ("succeeded/team-0/job-003.yaml", null),
            ("failed/team-0/job-003.yaml", "kind: Job"),
            (".goji/runs/team-1/job-004.yaml", "attempts: [{id: 01EDITED, claimedAt: 2030-01-01T00:00:00Z, claimedBy: a person}]\n"),
            (".goji/runs/team-2/job-005.yaml", "attempts: 7\n"),
            (".goji/runs/team-0/job-006.yaml", null),
            ("succeeded/notes.md", "No job."));
        runner = new(new() { Directory = origin.Clone(Place["clone"]) }, Log);
    }

    [Fact]
    public async Task Page_is_that_of_the_whole_history()
    {
        var whole = await runner.HistoryAsync(default);
        var shown = await runner.ShownHistoryAsync(null, default);

        Assert.Equal(HtmlReport.Write(whole, null), HtmlReport.Write(shown with { ReadAt = whole.ReadAt }, null));
        Assert.All(Enum.GetValues<JobState>(), state => Assert.Equal(whole.Count(state), shown.Count(state)));
        Assert.True(whole.Count(JobState.Succeeded) > 4 * ShownJobs.MaxFinished);
        Assert.Equal(ShownJobs.MaxFinished, shown.Jobs.Count(job => job.State == JobState.Succeeded));
        Assert.Contains(shown.Jobs, job => job.File == "team-1/job-004.yaml");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Old_jobs_of_the_pass_are_shown_first(bool isPreview)
    {
        var before = isPreview ? JobState.Succeeded : JobState.Processing;
        var after = isPreview ? JobState.Failed : JobState.Succeeded;
        var report = Samples.Everything with
        {
            DryRun = isPreview,
            Jobs = [.. Enumerable.Range(0, 40).Select(i => Samples.Job($"team-{i * 5 % 3}/job-{i * 5:D3}.yaml", before, after, ""))],
        };
        var whole = await runner.HistoryAsync(default);
        var shown = await runner.ShownHistoryAsync(report, default);

        Assert.Equal(HtmlReport.Write(whole, report), HtmlReport.Write(shown with { ReadAt = whole.ReadAt }, report));
        Assert.Contains(shown.Jobs, job => job.File == "team-0/job-000.yaml");
    }

    [Fact]
    public async Task Jobs_of_two_folders_of_a_state_are_counted_once()
    {
        origin.Commit(
            "The same jobs in the folder's other name", [.. Enumerable.Range(100, 9).Select(i => ($"succeed/{PathOf(i)}", (string?)"kind: Job"))]);
        var whole = await runner.HistoryAsync(default);
        var shown = await runner.ShownHistoryAsync(null, default);

        Assert.Equal(HtmlReport.Write(whole, null), HtmlReport.Write(shown with { ReadAt = whole.ReadAt }, null));
    }

    [Fact]
    public async Task History_of_a_server_is_the_same_and_keeps_no_attempts()
    {
        var whole = await runner.HistoryAsync(default);
        var served = await runner.ServedHistoryAsync(null, default);
        var again = await runner.ServedHistoryAsync(served, default);

        Assert.Equal(HtmlReport.Write(whole, null), HtmlReport.Write(served with { ReadAt = whole.ReadAt }, null));
        Assert.Equal(whole.Jobs.Select(Text), served.Jobs.Select(Text));
        Assert.Equal(served.Jobs.Where(job => job.RecordId is not null), again.Jobs.Where(job => job.RecordId is not null));
        Assert.All(
            served.Jobs.Where(job => job is { State: JobState.Succeeded or JobState.Failed, Note: "" } && job.Attempts.Count > 0),
            job => Assert.Equal(job.Attempts[^1].ClaimedAt, Assert.IsType<ArchivedAttempts>(job.Attempts).ClaimedAt));
    }

    private static string Text(JobHistory job) =>
        $"{job.State} {job.File} {job.Note} {string.Join(", ", job.Attempts.Select(each => $"{each} {string.Join(", ", each.Jobs.Select(run => run with { Pods = [] }))}"))}";

    private static string PathOf(int i) => $"team-{i % 3}/job-{i:D3}.yaml";

    /// <summary>Most ended at the same time as some others, and in an order that is not that of their paths.</summary>
    private static IEnumerable<(string Path, string? Content)> Finished(int i)
    {
        var claimed = Samples.Noon.AddMinutes(i * 7919 % 300 / 4);
        var run = new JobRun("shop", $"job-{i}") { Uid = $"u-{i}", StartedAt = claimed.AddSeconds(1), FinishedAt = claimed.AddSeconds(30), Outcome = JobOutcome.Succeeded };
        var attempt = new Attempt($"01A{i:D5}", claimed, "host, process 1") { Jobs = [run] };
        yield return ($"{(i % 10 == 9 ? "failed" : "succeeded")}/{PathOf(i)}", "kind: Job");
        yield return (RunRecord.PathOf(PathOf(i)), System.Text.Encoding.UTF8.GetString(RunRecordYaml.Write(new([attempt]))));
    }
}
