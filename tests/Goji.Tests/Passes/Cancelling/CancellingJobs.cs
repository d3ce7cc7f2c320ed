using System.Diagnostics;
using Goji.Passes;
using Goji.Records;
using Goji.Sandbox;
using Goji.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Passes.Cancelling;

/// <summary>Cancelling, end to end: each path from a request to its end.</summary>
public sealed class CancellingJobs : PassTest
{
    private static readonly CancelOptions OnlyRequest = new() { RequestOnly = true, Reason = "wrong tag" };

    [Fact]
    public async Task Processing_job_is_ended_and_its_file_fails_with_the_reason_and_who_cancelled_it()
    {
        Queue(("team-a/x.yaml", Job("x", seconds: 1000)));
        await PassAsync();

        var report = await CancelAsync(["processing/team-a/x.yaml"], new() { Reason = "wrong tag" });

        Assert.Equal(["failed/team-a/x.yaml"], Jobs());
        var failed = Assert.Single(report.Failed);
        Assert.Equal(JobState.Processing, failed.Before);
        Assert.Contains("Cancelled: wrong tag (requested by ", failed.Reason, StringComparison.Ordinal);
        var run = Record("team-a/x.yaml").Newest!.Jobs[0];
        Assert.Equal((JobOutcome.Failed, JobRun.Cancelled), (run.Outcome, run.Reason));
        Assert.Contains($"requested by {Environment.UserName} on {Environment.MachineName}", run.Message, StringComparison.Ordinal);
        Assert.Equal(["x"], Deleted());
        Assert.Equal(Job("x", seconds: 1000).TrimEnd(), Origin.Show("failed/team-a/x.yaml").TrimEnd());
        Assert.Equal(["team-a/x.yaml failed: Cancelled", "team-a/x.yaml cancel requested"], Origin.Git("log", "-2", "--format=%s").Split('\n'));
        Assert.Contains("Goji-Cancelled-By: " + Environment.UserName, Origin.Git("log", "-1", "--skip=1", "--format=%B"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queued_job_fails_and_never_starts()
    {
        Queue(("x.yaml", Job("x")));

        var report = await CancelAsync(["x.yaml"]);

        Assert.Equal(["failed/x.yaml"], Jobs());
        Assert.StartsWith("Cancelled: requested by ", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
        Assert.Empty(Created());
        await PassAsync();
        Assert.Empty(Created());
        Assert.Equal("x.yaml failed: Cancelled", Origin.Git("log", "-1", "--format=%s"));
    }

    [Fact]
    public async Task Request_needs_no_cluster_and_the_next_pass_carries_it_out()
    {
        Queue(("a.yaml", Job("a", seconds: 1000)), ("b.yaml", Job("b", seconds: 1000)), ("c.yaml", Job("c", seconds: 1000)));
        await PassAsync();
        Queue(("a2.yaml", Job("a2")));
        var noCluster = new GojiRunner(Options, Log, ClusterConnection.Through(new NoAnswer(), new Uri("http://nowhere")));

        var requested = await noCluster.CancelAsync(["a*.yaml", "processing/b.yaml"], OnlyRequest);

        Assert.Equal(["a.yaml", "a2.yaml", "b.yaml"], requested.Jobs.Select(job => job.File));
        Assert.Contains("goji.run/cancel: \"wrong tag (requested by ", Origin.Show("processing/a.yaml"), StringComparison.Ordinal);
        Assert.Equal(["processing/a.yaml", "processing/b.yaml", "processing/c.yaml", "queued/a2.yaml"], Jobs());
        await PassAsync();
        Assert.Equal(["failed/a.yaml", "failed/a2.yaml", "failed/b.yaml", "processing/c.yaml"], Jobs());
        Assert.Equal(["a", "b"], Deleted());
    }

    [Fact]
    public async Task Annotation_that_a_person_writes_cancels_and_a_requeue_is_not_cancelled_again()
    {
        Queue(("x.yaml", Job("x", seconds: 1000)));
        await PassAsync();
        Origin.Commit("Stop it", ("processing/x.yaml", Job("x", seconds: 1000, metadata: "annotations: {goji.run/cancel: wrong database}")));

        var status = await Runner().StatusAsync();
        await PassAsync();
        var reason = Record("x.yaml").Newest!.Jobs[0].Message;
        await Runner().RequeueAsync("x.yaml");
        await PassAsync();

        Assert.Contains("It is to be cancelled: wrong database.", Assert.Single(status.Processing).Reason, StringComparison.Ordinal);
        Assert.Equal("wrong database.", reason);
        Assert.Equal(["processing/x.yaml"], Jobs());
        Assert.Equal(["x", "x"], Created());
    }

    [Fact]
    public async Task Requeue_removes_a_request_that_was_left_on_the_file()
    {
        Origin.Commit("Left by an older version", ("unknown/x.yaml", Job("x", metadata: "annotations: {goji.run/cancel: x}")));

        await Runner().RequeueAsync("unknown/x.yaml");

        Assert.DoesNotContain("goji.run/cancel", Origin.Show("queued/x.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_that_has_finished_meanwhile_keeps_its_verdict()
    {
        Queue(("good.yaml", Job("good")), ("bad.yaml", Job("bad", "exit 1")));
        await PassAsync();
        await Runner().CancelAsync(["good.yaml", "bad.yaml"], OnlyRequest);

        await PassAfterAsync(3);

        Assert.Equal(["failed/bad.yaml", "succeeded/good.yaml"], Jobs());
        Assert.Equal("BackoffLimitExceeded", Record("bad.yaml").Newest!.Jobs[0].Reason);
        Assert.DoesNotContain("goji.run/cancel", Origin.Show("succeeded/good.yaml"), StringComparison.Ordinal);
        Assert.Empty(Deleted());
    }

    [Fact]
    public async Task Job_that_finishes_between_the_poll_and_its_deletion_keeps_its_verdict()
    {
        Queue(("x.yaml", Job("x", seconds: 10)));
        await PassAsync();
        await Runner().CancelAsync(["x.yaml"], OnlyRequest);

        await Runner(probe: new At(PassStep.CancelDelete, () => Clock.Advance(TimeSpan.FromSeconds(20)))).ProcessAsync();

        Assert.Equal(["succeeded/x.yaml"], Jobs());
        Assert.Empty(Deleted());
    }

    [Theory]
    [InlineData(nameof(PassStep.CancelDelete), false)]
    [InlineData(nameof(PassStep.CancelDelete), true)]
    [InlineData(nameof(PassStep.RecordPush), false)]
    public async Task Runner_that_dies_leaves_the_rest_to_the_next_one(string step, bool after)
    {
        Queue(("x.yaml", Job("x", seconds: 1000)));
        await PassAsync();
        var death = new At(Enum.Parse<PassStep>(step), () => throw new InvalidOperationException("dead"), after);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Runner(probe: death).CancelAsync(["x.yaml"]));
        await PassAsync();

        Assert.Equal(["failed/x.yaml"], Jobs());
        Assert.Equal(JobRun.Cancelled, Record("x.yaml").Newest!.Jobs[0].Reason);
        Assert.Equal(["x"], Deleted());
    }

    [Fact]
    public async Task Runner_that_polled_before_the_request_does_not_record_the_deleted_job_as_lost()
    {
        Queue(("x.yaml", Job("x", seconds: 1000)));
        await PassAsync();
        var other = new GojiOptions { Directory = Origin.Clone(Place["other"]) };
        var death = new At(PassStep.RecordPush, () => throw new InvalidOperationException("dead"));
        var late = new At(PassStep.Observe, () => Assert.Throws<InvalidOperationException>(() => Runner(other, death).CancelAsync(["x.yaml"]).GetAwaiter().GetResult()));

        await Runner(probe: late).ProcessAsync();
        var between = Jobs();
        await PassAsync();

        Assert.Equal(["processing/x.yaml"], between);
        Assert.Equal(["failed/x.yaml"], Jobs());
        Assert.Equal(JobRun.Cancelled, Record("x.yaml").Newest!.Jobs[0].Reason);
    }

    [Fact]
    public async Task File_leaves_processing_and_its_group_when_no_pod_of_the_job_is_left()
    {
        Queue(("x.yaml", Slow("x", "annotations: {goji.run/group: db}")), ("z.yaml", Job("z", metadata: "annotations: {goji.run/group: db}")));
        await PassAsync();
        Clock.Advance(TimeSpan.FromSeconds(5));
        await Runner().CancelAsync(["x.yaml"], OnlyRequest);

        var report = await WhileTimePassesAsync(time => Runner(Options, time).ProcessAsync());

        Assert.Equal(["x"], Deleted());
        Assert.Equal(["processing/x.yaml", "queued/z.yaml"], Jobs());
        Assert.Contains("It leaves processing/ when its pods have ended: 'default/x-", Assert.Single(report.Processing).Reason, StringComparison.Ordinal);
        await PassAfterAsync(60);
        Assert.Equal("failed/x.yaml", Jobs()[0]);
        await PassAsync();
        Assert.Equal(["failed/x.yaml", "processing/z.yaml"], Jobs());
    }

    [Fact]
    public async Task Cancel_waits_for_the_pods_and_shows_the_last_lines_of_the_logs()
    {
        Queue(("x.yaml", Slow("x")));
        await PassAsync();
        Clock.Advance(TimeSpan.FromSeconds(5));
        Options.Wait = TimeSpan.FromMinutes(5);

        var report = await WhileTimePassesAsync(time => Runner(Options, time).CancelAsync(["x.yaml"]), Clock);

        Assert.Equal(["failed/x.yaml"], Jobs());
        var job = Assert.Single(Assert.Single(report.Failed).Jobs);
        Assert.Equal(JobRun.Cancelled, job.Reason);
        Assert.NotEmpty(Assert.Single(job.Pods).Log);
    }

    [Fact]
    public async Task Claim_whose_runner_died_is_cancelled_when_nobody_can_start_it_any_more()
    {
        Queue(("x.yaml", Job("x", seconds: 1000)), ("z.yaml", Job("z", seconds: 1000)));
        var creates = 0;
        var death = new At(PassStep.CreateResponse, () => _ = Interlocked.Increment(ref creates) > 0 ? throw new InvalidOperationException("dead") : 0);
        Options.Parallelism = 1;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Runner(probe: death).ProcessAsync());
        Assert.Equal(["processing/x.yaml", "processing/z.yaml"], Jobs());

        await Runner().CancelAsync(["*.yaml"], OnlyRequest);
        var early = await PassAsync();
        Assert.All(early.Processing, job => Assert.Contains("may still be starting it", job.Reason, StringComparison.Ordinal));
        await PassAfterAsync(61);

        Assert.Equal(["failed/x.yaml", "failed/z.yaml"], Jobs());
        Assert.Equal(Created(), Deleted());
        var never = Assert.Single(((string[])["x.yaml", "z.yaml"]).Select(Record), record => record.Newest!.Jobs[0].Uid is null);
        Assert.Contains("Its Job had not been created.", never.Newest!.Jobs[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_of_a_runner_that_died_is_recorded_before_it_is_deleted()
    {
        Queue(("x.yaml", Job("x", seconds: 1000)));
        var starter = new At(PassStep.CreateResponse, () => throw new InvalidOperationException("dead"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Runner(probe: starter).ProcessAsync());
        await Runner().CancelAsync(["x.yaml"], OnlyRequest);
        Clock.Advance(TimeSpan.FromSeconds(61));
        var canceller = new At(PassStep.CancelDelete, () => throw new InvalidOperationException("dead"), after: true);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Runner(probe: canceller).ProcessAsync());
        var left = Record("x.yaml").Newest!.Jobs[0];
        await PassAsync();

        Assert.Equal(["x"], Deleted());
        Assert.True(left is { Uid: not null, Outcome: null });
        Assert.Equal(["failed/x.yaml"], Jobs());
        Assert.Equal((left.Uid, JobRun.Cancelled), (Record("x.yaml").Newest!.Jobs[0].Uid, Record("x.yaml").Newest!.Jobs[0].Reason));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("queued")]
    [InlineData(null)]
    public async Task File_that_was_moved_while_its_job_runs_is_reported_and_can_be_cancelled(string? folder)
    {
        Queue(("x.yaml", Job("x", seconds: 1000)));
        await PassAsync();
        Origin.Commit("Move", [("processing/x.yaml", null), .. folder is null ? [] : new (string, string?)[] { ($"{folder}/x.yaml", Job("x", seconds: 1000)) }]);

        var status = await Runner().StatusAsync();
        var report = await CancelAsync(["x.yaml"]);

        Assert.Contains(status.Warnings.Concat(status.Held.Select(job => job.Reason)), text => text.Contains("goji cancel", StringComparison.Ordinal) && text.Contains("default/x", StringComparison.Ordinal));
        Assert.Equal(["x"], Deleted());
        Assert.Contains("Cancelled", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
        Assert.Equal(folder is null ? [] : ["failed/x.yaml"], Jobs());
        Assert.Equal(JobRun.Cancelled, Record("x.yaml").Attempts[0].Jobs[0].Reason);
        Assert.Equal(["x"], Created());
    }

    [Fact]
    public async Task Job_that_somebody_else_started_is_not_deleted()
    {
        Origin.Commit("By hand", ("processing/x.yaml", Job("x", metadata: "annotations: {goji.run/cancel: x}")));
        using var client = new HttpClient(Cluster.CreateHandler()) { BaseAddress = new("http://sandbox") };
        using var body = new StringContent(
            """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"x"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"m","image":"i"}]}}}}""",
            new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        (await client.PostAsync(new Uri("/apis/batch/v1/namespaces/default/jobs", UriKind.Relative), body)).EnsureSuccessStatusCode();

        var report = await PassAsync();

        Assert.Empty(Deleted());
        Assert.Contains(report.Warnings, warning => warning.Contains("somebody else started it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_that_match_no_job_cancel_nothing_and_finished_jobs_stay_as_they_are()
    {
        Queue(("x.yaml", Job("x", seconds: 1000)));
        Origin.Commit("Done", ("succeeded/done.yaml", Job("done")));
        await PassAsync();

        var wrong = await Assert.ThrowsAsync<GojiUsageException>(() => CancelAsync(["x.yaml", "z.yaml", "team-b/*"]));
        var report = await CancelAsync(["done.yaml"]);

        Assert.StartsWith("There is no queued or processing job 'z.yaml', 'team-b/*'. Nothing was cancelled.", wrong.Message, StringComparison.Ordinal);
        Assert.Equal((JobState.Succeeded, JobState.Succeeded), (report.Jobs[0].Before, report.Jobs[0].After));
        Assert.Equal(["processing/x.yaml", "succeeded/done.yaml"], Jobs());
    }

    [Fact]
    public async Task Dry_run_shows_what_would_be_cancelled_and_other_jobs_are_left_alone()
    {
        Queue(("x.yaml", Job("x", seconds: 1000)));
        await PassAsync();
        Queue(("z.yaml", Job("z")));
        Options.DryRun = true;
        var tip = Origin.Tip;

        Assert.Equal("x.yaml", Assert.Single((await CancelAsync(["x.yaml"])).Jobs).File);
        Assert.Equal(tip, Origin.Tip);
        Options.DryRun = false;
        await CancelAsync(["x.yaml"]);

        Assert.Equal(["failed/x.yaml", "queued/z.yaml"], Jobs());
    }

    [Fact]
    public async Task Claim_that_wins_the_race_is_cancelled_where_it_is_then()
    {
        Queue(("x.yaml", Job("x", seconds: 1000)));
        var other = new GojiOptions { Directory = Origin.Clone(Place["other"]) };
        var probe = new At(PassStep.CancelPush, () => Runner(other).ProcessAsync().GetAwaiter().GetResult());

        var report = await Runner(probe: probe).CancelAsync(["queued/x.yaml"]);

        Assert.Equal(["failed/x.yaml"], Jobs());
        Assert.Equal(["x"], Deleted());
        Assert.Single(report.Failed);
    }

    [Fact]
    public async Task Chain_holds_behind_a_cancelled_link()
    {
        Queue(("a.yaml", Job("a", seconds: 1000)), ("b.yaml", Job("b", metadata: "annotations: {goji.run/after: a.yaml}")));
        await PassAsync();

        await CancelAsync(["a.yaml"]);
        var report = await PassAsync();

        Assert.StartsWith("It waits for 'failed/a.yaml', which has failed.", Assert.Single(report.Held).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_that_asks_to_be_cancelled_is_not_queued()
    {
        File.WriteAllText(Place["x.yaml"], Job("x", metadata: "annotations: {goji.run/cancel: x}"));

        var refused = await Assert.ThrowsAsync<ManifestException>(() => Runner().QueueAsync(Place["x.yaml"]));

        Assert.Contains("'x.yaml', line 1: The annotation goji.run/cancel asks to cancel the job", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WaitEndAction.Leave, "processing/x.yaml")]
    [InlineData(WaitEndAction.Cancel, "failed/x.yaml")]
    public async Task End_of_the_wait_leaves_or_cancels_the_awaited_jobs(WaitEndAction onTimeout, string expected)
    {
        Queue(("x.yaml", Job("x", seconds: 10000)), ("z.yaml", Job("z", seconds: 10000)));
        Options.Wait = TimeSpan.FromMinutes(1);
        Options.WaitFor = ["x.yaml"];
        Options.OnTimeout = onTimeout;

        var report = await WhileTimePassesAsync(time => Runner(Options, time).ProcessAsync(), Clock);

        Assert.Equal([expected, "processing/z.yaml"], Jobs());
        Assert.Equal(expected.StartsWith("failed", StringComparison.Ordinal), report.Failed.Any());
    }

    /// <summary>Runs something whose clock runs as fast as it can, and with it other clocks.</summary>
    private static async Task<T> WhileTimePassesAsync<T>(Func<TimeProvider, Task<T>> work, params FakeTimeProvider[] others)
    {
        var time = new FakeTimeProvider();
        var task = work(time);
        for (var began = Stopwatch.StartNew(); !task.IsCompleted;)
        {
            Assert.True(began.Elapsed < TimeLimit.Longest);
            foreach (var clock in others.Append(time))
            {
                clock.Advance(TimeSpan.FromMilliseconds(200));
            }

            await Task.Delay(1);
        }

        return await task;
    }

    private GojiRunner Runner(GojiOptions options, TimeProvider time) =>
        new(options, Log, ClusterConnection.Through(Cluster.CreateHandler(), new Uri("http://sandbox")), time);

    private static string Slow(string name, string metadata = "") =>
        Job(name, seconds: 1000, metadata: metadata).Replace("sandbox.goji.run/result", "sandbox.goji.run/log: \"some line\"\n        sandbox.goji.run/termination-seconds: \"30\"\n        sandbox.goji.run/result", StringComparison.Ordinal);

    private Task<GojiReport> CancelAsync(string[] files, CancelOptions? cancel = null) => Runner().CancelAsync(files, cancel);

    private IReadOnlyList<string> Deleted() =>
        [.. Cluster.Audit.Jobs.Where(entry => entry.Kind == SandboxAuditKind.Deleted).Select(entry => entry.Name).Order(StringComparer.Ordinal)];
}
