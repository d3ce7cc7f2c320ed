using Goji.Records;
using Goji.Testing;

namespace Goji.Tests.Passes;

public sealed class ProcessingQueuedJobs : PassTest
{
    [Fact]
    public async Task A_job_moves_from_queued_through_processing_to_succeeded()
    {
        Queue(("migrate.yaml", Job("migrate")));

        var first = await PassAsync();
        Assert.Equal(["processing/migrate.yaml"], Jobs());
        var second = await PassAfterAsync(2);

        Assert.Equal(["succeeded/migrate.yaml"], Jobs());
        Assert.Equal([(JobState.Queued, JobState.Processing)], first.Moved.Select(job => (job.Before, job.After)));
        Assert.Equal([(JobState.Processing, JobState.Succeeded)], second.Moved.Select(job => (job.Before, job.After)));
        Assert.Equal(["migrate"], Created());
    }

    [Fact]
    public async Task A_failed_job_moves_to_failed_with_the_reason_from_its_pod()
    {
        Queue(("broken.yaml", Job("broken", "exit 3")));

        await PassAsync();
        var report = await PassAfterAsync(3);

        Assert.Equal(["failed/broken.yaml"], Jobs());
        var job = Assert.Single(Assert.Single(report.Failed).Jobs);
        Assert.Equal("BackoffLimitExceeded", job.Reason);
        Assert.Contains("Container 'main' of pod 'broken-", job.Message, StringComparison.Ordinal);
        Assert.Contains("exited with code 3", job.Message, StringComparison.Ordinal);
        var run = Assert.Single(Record("broken.yaml").Newest!.Jobs);
        Assert.Equal((JobOutcome.Failed, "BackoffLimitExceeded", job.Message), (run.Outcome, run.Reason, run.Message));
    }

    [Fact]
    public async Task The_record_names_the_run_the_cluster_and_the_job()
    {
        Queue(("team-a/x.yaml", Job("x")));

        await PassAsync();
        await PassAfterAsync(2);

        var attempt = Assert.Single(Record("team-a/x.yaml").Attempts);
        var created = Assert.Single(Cluster.Audit.Jobs);
        var run = Assert.Single(attempt.Jobs);
        Assert.Equal(attempt.Id, created.RunId);
        Assert.Equal((created.Namespace, created.Name, created.Uid), (run.Namespace, run.Name, run.Uid));
        Assert.Equal(JobOutcome.Succeeded, run.Outcome);
        Assert.NotNull(run.FinishedAt);
        Assert.Contains(Environment.MachineName, attempt.ClaimedBy, StringComparison.Ordinal);
        Assert.NotNull(attempt.Cluster);
    }

    [Fact]
    public async Task A_pass_without_changes_makes_no_commit()
    {
        Queue(("long.yaml", Job("long", seconds: 1000)));
        await PassAsync();
        var tip = Origin.Tip;

        await PassAfterAsync(2);

        Assert.Equal(tip, Origin.Tip);
    }

    [Fact]
    public async Task A_pass_over_an_empty_queue_sends_no_request_to_the_cluster()
    {
        var report = await PassAsync();

        Assert.Empty(report.Jobs);
        Assert.Empty(Cluster.Audit.Requests);
    }

    [Fact]
    public async Task The_clone_and_the_origin_are_clean_afterwards()
    {
        Queue(("a.yaml", Job("a")), ("b.yaml", Job("b", "exit 1")));

        await PassAsync();
        await PassAfterAsync(3);

        Assert.Equal("", GitProgram.Run(Options.Directory, "status", "--porcelain"));
        Assert.Equal(Origin.Tip, GitProgram.Run(Options.Directory, "rev-parse", "HEAD"));
        GitProgram.Run(Options.Directory, "fsck", "--strict");
        Origin.Git("fsck", "--strict");
    }

    [Fact]
    public async Task Several_documents_in_a_file_are_several_jobs_and_the_worst_decides()
    {
        Queue(("both.yaml", $"{Job("good")}\n---\n{Job("bad", "exit 1", seconds: 5)}"));

        await PassAsync();
        await PassAfterAsync(2);
        Assert.Equal(["processing/both.yaml"], Jobs());
        await PassAfterAsync(5);

        Assert.Equal(["failed/both.yaml"], Jobs());
        Assert.Equal([JobOutcome.Succeeded, JobOutcome.Failed], Record("both.yaml").Newest!.Jobs.Select(run => run.Outcome!.Value));
    }

    [Fact]
    public async Task Of_several_documents_none_starts_if_one_is_refused()
    {
        Queue(("both.yaml", $"{Job("good")}\n---\n{Job("bad", spec: "paralellism: 2")}"));

        await PassAsync();

        Assert.Equal(["failed/both.yaml"], Jobs());
        Assert.Empty(Created());
    }

    [Fact]
    public async Task A_generated_name_is_fixed_by_the_claim()
    {
        Queue(("nightly.yaml", Job("x").Replace("name: x", "generateName: nightly-", StringComparison.Ordinal)));

        await PassAsync();

        var name = Assert.Single(Created());
        Assert.StartsWith("nightly-", name, StringComparison.Ordinal);
        Assert.Equal(name, Assert.Single(Record("nightly.yaml").Newest!.Jobs).Name);
    }
}
