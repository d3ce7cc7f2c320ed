using Goji.Testing;

namespace Goji.Tool.Tests.Commands;

public sealed class CancellingJobs : ToolTest
{
    [Fact]
    public async Task Cancel_ends_the_named_jobs_and_shows_their_end()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/team/a.yaml", JobFiles.Job("a", seconds: 3600)), ("queued/b.yaml", JobFiles.Job("b", seconds: 3600)));
        (await GojiAsync("process", "--sandbox")).EndedWith(0);
        Origin.Commit("Queue", ("queued/team/c.yaml", JobFiles.Job("c")));

        var result = await GojiAsync("cancel", "team/*", "--reason", "wrong tag", "--sandbox");

        result.EndedWith(0);
        Assert.Equal(["failed/team/a.yaml", "failed/team/c.yaml", "processing/b.yaml"], Jobs);
        Assert.Contains("processing/team/a.yaml: cancel requested", result.Error, StringComparison.Ordinal);
        Assert.Contains("Cancelled: wrong tag (requested by ", result.Output, StringComparison.Ordinal);
        Assert.Contains("processing/team/a.yaml -> failed (Cancelled)", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_and_dry_run_send_no_request_to_a_cluster_and_a_wrong_name_cancels_nothing()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));
        var tip = Origin.Tip;

        var dry = await GojiAsync("cancel", "a.yaml", "--dry-run");
        var wrong = await GojiAsync("cancel", "a.yaml", "nowhere.yaml", "--request");
        var same = Origin.Tip;
        var requested = await GojiAsync("cancel", "jobs/queued/a.yaml", "--request", "-o", "json");
        var again = await GojiAsync("cancel", "a.yaml", "--request");

        dry.EndedWith(0);
        wrong.EndedWith(2);
        requested.EndedWith(0);
        again.EndedWith(0);
        Assert.Equal(tip, same);
        Assert.Contains("There is no queued or processing job 'nowhere.yaml'. Nothing was cancelled.", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("\"file\": \"a.yaml\"", requested.Output, StringComparison.Ordinal);
        Assert.Contains("goji.run/cancel: \"requested by ", Origin.Show("queued/a.yaml"), StringComparison.Ordinal);
        Assert.Equal("2", Origin.Git("rev-list", "--count", $"{tip}~1..{Origin.Branch}"));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Stopped_build_cancels_the_jobs_that_it_waits_for(string signal, int code)
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/mine.yaml", JobFiles.Job("mine", seconds: 3600)), ("queued/other.yaml", JobFiles.Job("other", seconds: 3600)));
        using var program = GojiProgram.Start(Place.Path, ["process", "--sandbox", "--wait", "1h", "--wait-for", "mine.yaml", "--on-abort", "cancel"]);
        await Eventually.IsTrueAsync(() => program.HasExited || Origin.Files.Contains(".goji/runs/mine.yaml") && Origin.Show(".goji/runs/mine.yaml").Contains("uid:", StringComparison.Ordinal), () => program.Error);

        program.Signal(signal);
        var result = await program.WaitAsync();

        result.EndedWith(code);
        Assert.Equal(["failed/mine.yaml", "processing/other.yaml"], Jobs);
        Assert.Contains("The pass was stopped, and OnAbort is cancel. Cancelling processing/mine.yaml.", result.Error, StringComparison.Ordinal);
        Assert.Contains("reason: Cancelled", Origin.Show(".goji/runs/mine.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_that_is_killed_after_its_request_leaves_the_rest_to_the_next_pass()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/mine.yaml", JobFiles.Job("mine", seconds: 3600).Replace("seconds: \"3600\"", "seconds: \"3600\"\n        sandbox.goji.run/termination-seconds: \"3600\"", StringComparison.Ordinal)));
        using (var program = GojiProgram.Start(Place.Path, ["process", "--sandbox", "--wait", "1h", "--on-abort", "cancel"]))
        {
            await Eventually.IsTrueAsync(() => program.HasExited || Origin.Files.Contains(".goji/runs/mine.yaml") && Origin.Show(".goji/runs/mine.yaml").Contains("uid:", StringComparison.Ordinal), () => program.Error);
            program.Signal("INT");
            await Eventually.IsTrueAsync(() => program.HasExited || program.Error.Contains("Cancelling processing/mine.yaml", StringComparison.Ordinal), () => program.Error);
            program.Signal("KILL");
            await program.WaitAsync();
        }

        var status = await GojiAsync("status", "--sandbox");

        Assert.Contains("goji.run/cancel", Origin.Show("processing/mine.yaml"), StringComparison.Ordinal);
        Assert.Matches("It is to be cancelled|is cancelled and deleted", status.Output.ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task Build_that_is_out_of_time_cancels_the_jobs_that_it_waits_for()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/mine.yaml", JobFiles.Job("mine", seconds: 3600)));

        var result = await GojiAsync("process", "--sandbox", "--wait", "3s", "--on-timeout", "cancel", "--fail-on", "failed");

        result.EndedWith(1);
        Assert.Equal(["failed/mine.yaml"], Jobs);
        Assert.Contains("The time to wait is over, and OnTimeout is cancel", result.Output, StringComparison.Ordinal);
    }
}
