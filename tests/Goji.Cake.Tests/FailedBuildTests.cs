using Cake.Core;
using Goji.Cake.Running;

namespace Goji.Cake.Tests;

public sealed class FailedBuildTests
{
    private readonly GojiReport report = new()
    {
        Repository = "./jobs",
        Branch = "master",
        Jobs =
        [
            Job("a.yaml", JobState.Succeeded),
            Job("b.yaml", JobState.Failed, "Job \"b\" failed: container b exited with code 3."),
            Job("team/c.yaml", JobState.Unknown, "Job \"c\"\nis gone."),
            Job("d.yaml", JobState.Queued),
            Job("e.yaml", JobState.Processing),
        ],
    };

    [Fact]
    public void Nothing_fails_the_build_by_default()
    {
        Assert.Same(report, FailedBuild.ThrowIf(GojiFailBuildOn.Nothing, report));
    }

    [Theory]
    [InlineData(GojiFailBuildOn.Failed, "failed/b.yaml")]
    [InlineData(GojiFailBuildOn.Unknown, "unknown/team/c.yaml")]
    [InlineData(GojiFailBuildOn.Held, "queued/d.yaml")]
    public void Each_state_fails_the_build_for_its_own_jobs(GojiFailBuildOn failBuildOn, string file)
    {
        var thrown = Assert.Throws<CakeException>(() => FailedBuild.ThrowIf(failBuildOn, report));

        Assert.StartsWith(file + ": ", Assert.Single(thrown.Message.Split(Environment.NewLine).Skip(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_without_jobs_does_not_fail_the_build()
    {
        var succeeded = report with { Jobs = [Job("a.yaml", JobState.Succeeded), Job("e.yaml", JobState.Processing)] };

        Assert.Same(succeeded, FailedBuild.ThrowIf(GojiFailBuildOn.Failed | GojiFailBuildOn.Unknown | GojiFailBuildOn.Held, succeeded));
    }

    [Fact]
    public void The_message_names_every_job_concerned_with_its_reason_on_a_line_each()
    {
        var thrown = Assert.Throws<CakeException>(() => FailedBuild.ThrowIf(GojiFailBuildOn.Failed | GojiFailBuildOn.Unknown | GojiFailBuildOn.Held, report));

        Assert.Equal(
            [
                "The pass is done and pushed; the build fails, as FailBuildOn (Failed, Unknown, Held) asks, because of 3 jobs:",
                "failed/b.yaml: Job \"b\" failed: container b exited with code 3.",
                "unknown/team/c.yaml: Job \"c\" is gone.",
                "queued/d.yaml: no reason is known.",
            ],
            thrown.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void The_message_names_a_dry_run()
    {
        var thrown = Assert.Throws<CakeException>(() => FailedBuild.ThrowIf(GojiFailBuildOn.Failed, report with { DryRun = true }));

        Assert.StartsWith("This was a dry run; the pass would fail the build, as FailBuildOn (Failed) asks, because of 1 job:", thrown.Message, StringComparison.Ordinal);
    }

    private static JobReport Job(string file, JobState after, string reason = "") => new() { File = file, Before = JobState.Queued, After = after, Reason = reason };
}
