namespace Goji.Tests.Passes;

public sealed class StuckJobs : PassTest
{
    [Theory]
    [InlineData("image-pull", "ImagePullBackOff")]
    [InlineData("missing-secret", "CreateContainerConfigError")]
    [InlineData("unschedulable", "Unschedulable")]
    public async Task A_job_whose_pod_cannot_start_is_told_of_while_it_runs(string trouble, string reason)
    {
        Queue(("x.yaml", Job("x", trouble)));
        await PassAsync();

        var report = await PassAfterAsync(60);

        Assert.Equal(["processing/x.yaml"], Jobs());
        var job = Assert.Single(Assert.Single(report.Processing).Jobs);
        Assert.Equal(reason, job.Reason);
        Assert.EndsWith("So for 1m 0s.", job.Message, StringComparison.Ordinal);
        Assert.StartsWith("processing/x.yaml: ", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_is_stuck_for_too_long_is_given_up_where_the_settings_say_so()
    {
        Queue(("x.yaml", Job("x", "image-pull")));
        Options.FailStuckAfter = TimeSpan.FromMinutes(5);
        await PassAsync();
        await PassAfterAsync(240);
        Assert.Equal(["processing/x.yaml"], Jobs());

        var report = await PassAfterAsync(61);

        Assert.Equal(["failed/x.yaml"], Jobs());
        Assert.Contains("Stuck", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
        Assert.Equal(["Created", "Deleted"], Cluster.Audit.Jobs.Select(entry => entry.Kind.ToString()));
    }
}
