using Goji.Passes.Observing;

namespace Goji.Tests.Passes.Observing;

public sealed class StuckJobs : PassTest
{
    [Theory]
    [InlineData("image-pull", "ImagePullBackOff")]
    [InlineData("missing-secret", "CreateContainerConfigError")]
    [InlineData("unschedulable", "Unschedulable")]
    [InlineData("missing-volume", "FailedMount")]
    [InlineData("no-pods", "FailedCreate")]
    public async Task A_job_whose_pod_cannot_start_is_reported_while_it_runs(string trouble, string reason)
    {
        Queue(("x.yaml", Job("x", trouble)));
        await PassAsync();

        var report = await PassAfterAsync(60);

        Assert.Equal(["processing/x.yaml"], Jobs());
        var job = Assert.Single(Assert.Single(report.Processing).Jobs);
        Assert.Equal(reason, job.Reason);
        Assert.StartsWith("Stuck for 1m 0s: ", job.Message, StringComparison.Ordinal);
        Assert.StartsWith("processing/x.yaml: ", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_for_which_no_pod_can_be_created_reports_the_reason_of_the_cluster()
    {
        Queue(("x.yaml", Job("x", "no-pods")));
        await PassAsync();

        var report = await PassAfterAsync(90);

        Assert.Equal(
            "Stuck for 1m 30s: No pod can be created: Error creating: pods \"x-\" is forbidden: error looking up service account default/default: serviceaccount \"default\" not found.",
            Assert.Single(Assert.Single(report.Processing).Jobs).Message);
    }

    [Fact]
    public async Task A_job_that_never_had_a_pod_before_its_deadline_fails_with_both_reasons()
    {
        Queue(("x.yaml", Job("x", "no-pods", spec: "activeDeadlineSeconds: 60")));
        await PassAsync();

        var report = await PassAfterAsync(61);

        Assert.Equal(["failed/x.yaml"], Jobs());
        Assert.Contains("DeadlineExceeded: Job was active longer than specified deadline. No pod can be created: Error creating:", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image-pull", "Container 'main' of pod '")]
    [InlineData("no-pods", "No pod can be created: ")]
    public async Task A_job_that_is_stuck_for_too_long_fails_if_configured(string trouble, string sentence)
    {
        Queue(("x.yaml", Job("x", trouble)));
        Options.FailStuckAfter = TimeSpan.FromMinutes(5);
        await PassAsync();
        await PassAfterAsync(240);
        Assert.Equal(["processing/x.yaml"], Jobs());

        var report = await PassAfterAsync(61);

        Assert.Equal(["failed/x.yaml"], Jobs());
        var job = Assert.Single(Assert.Single(report.Failed).Jobs);
        Assert.Equal("Stuck", job.Reason);
        Assert.StartsWith($"Stuck for 5m 1s: {sentence}", job.Message, StringComparison.Ordinal);
        Assert.Equal(["Created", "Deleted"], Cluster.Audit.Jobs.Select(entry => entry.Kind.ToString()));
    }

    [Fact]
    public async Task Each_poll_inspects_only_the_oldest_stuck_jobs_and_all_fail_in_time()
    {
        Queue([.. Enumerable.Range(0, Judge.MaxAsked + 5).Select(number => ($"{number:00}.yaml", Job($"x-{number:00}", "image-pull")))]);
        Options.FailStuckAfter = TimeSpan.FromMinutes(5);
        await PassAsync();

        await PassAfterAsync(400);
        var (failed, asked) = (Jobs().Count(job => job.StartsWith("failed/", StringComparison.Ordinal)), Cluster.Audit.Requests["list pods"]);
        await PassAsync();

        Assert.Equal(Judge.MaxAsked, failed);
        Assert.InRange(asked, Judge.MaxAsked, 3 * Judge.MaxAsked);
        Assert.All(Jobs(), job => Assert.StartsWith("failed/", job, StringComparison.Ordinal));
    }
}
