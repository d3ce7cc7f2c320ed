using Goji.Testing;

namespace Goji.Tool.Tests.Commands;

public sealed class UsingTheCommand : ToolTest
{
    [Fact]
    public async Task Init_scaffolds_a_new_repository_without_an_address()
    {
        var result = await GojiAsync("init");

        result.EndedWith(0);
        Assert.Equal($"Scaffolded a new jobs repository in '{Place["jobs"]}' on the branch 'master'.", result.Output);
        Assert.True(File.Exists(Place["jobs/queued/.gitkeep"]));
    }

    [Fact]
    public async Task Init_clones_the_repository_that_the_environment_names()
    {
        var result = await GojiProgram.RunAsync(Place.Path, ["init", "--directory", "here"], new() { ["GIT_REPOSITORY"] = Origin.Path });

        result.EndedWith(0);
        Assert.Equal($"Cloned the branch 'main' of '{Origin.Path}' into '{Place["here"]}'.", result.Output);
    }

    [Fact]
    public async Task Process_follows_jobs_to_their_verdicts_and_prints_them()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/good.yaml", JobFiles.Job("good")), ("queued/team/bad.yaml", JobFiles.Job("bad", "fail")));

        var result = await GojiAsync("process", "--sandbox", "--wait", "2m", "--poll-interval", "1s");

        result.EndedWith(0);
        Assert.Equal(["failed/team/bad.yaml", "succeeded/good.yaml"], Jobs);
        Assert.Contains("queued -> succeeded", result.Output, StringComparison.Ordinal);
        Assert.Contains("failed/team/bad.yaml", result.Output, StringComparison.Ordinal);
        Assert.Contains("BackoffLimitExceeded", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("-> processing", result.Output, StringComparison.Ordinal);
        Assert.Contains("queued/good.yaml -> processing", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_limits_what_a_pass_starts_and_what_can_be_queued()
    {
        await CloneAsync();
        File.WriteAllText(Place["policy.yaml"], "rules: [{name: team-a, paths: ['team-a/**'], namespaces: [default], images: ['docker.io/example/**']}]\n");
        File.WriteAllText(Place["mine.yaml"], JobFiles.Job("mine"));
        Origin.Commit(
            "Queue",
            ("queued/team-a/good.yaml", JobFiles.Job("good")),
            ("queued/team-a/bad.yaml", JobFiles.Job("bad").Replace("restartPolicy: Never", "restartPolicy: Never\n      hostPID: true", StringComparison.Ordinal)),
            ("queued/nobodys.yaml", JobFiles.Job("nobodys")));

        var queued = await GojiAsync("queue", "mine.yaml", "--policy", "policy.yaml");
        var result = await GojiAsync("process", "--sandbox", "--wait", "2m", "--poll-interval", "1s", "--policy", "policy.yaml");

        queued.EndedWith(2);
        Assert.Contains("No rule of the policy matches the path 'mine.yaml'", queued.Error, StringComparison.Ordinal);
        result.EndedWith(0);
        Assert.Equal(["failed/nobodys.yaml", "failed/team-a/bad.yaml", "succeeded/team-a/good.yaml"], Jobs);
        Assert.Contains("demands pod security level baseline, and the pod sets hostPID", Origin.Show(".goji/runs/team-a/bad.yaml"), StringComparison.Ordinal);
    }

    [FactNeeding("script")]
    public async Task In_a_terminal_awaited_jobs_are_shown_live_and_the_display_is_cleared()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/good.yaml", JobFiles.Job("good", seconds: 3)));

        var result = await WaitInTerminalAsync();

        result.EndedWith(0);
        Assert.Contains("Waiting for 1 job: ", result.Output, StringComparison.Ordinal);
        var lines = TerminalScreen.Of(result.Output).Lines;
        Assert.DoesNotContain(lines, line => line.StartsWith("Waiting for", StringComparison.Ordinal));
        Assert.Contains("processing/good.yaml -> succeeded", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("processing/good.yaml: ", StringComparison.Ordinal));
        Assert.StartsWith("1 job: 1 succeeded.", lines[^1], StringComparison.Ordinal);
    }

    [FactNeeding("script")]
    public async Task On_a_dumb_terminal_nothing_is_shown_live()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/good.yaml", JobFiles.Job("good", seconds: 3)));

        var result = await WaitInTerminalAsync(("TERM", "dumb"));

        result.EndedWith(0);
        Assert.DoesNotContain("Waiting for", result.Output, StringComparison.Ordinal);
        Assert.Contains("processing/good.yaml: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("processing/good.yaml -> succeeded", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dry_runs_of_queue_and_requeue_check_and_change_nothing()
    {
        await CloneAsync();
        Origin.Commit("Finish", ("failed/bad.yaml", JobFiles.Job("bad")));
        File.WriteAllText(Place["good.yaml"], JobFiles.Job("good"));
        File.WriteAllText(Place["wrong.yaml"], "kind: Job");
        var before = Origin.Tip;

        var queue = await GojiAsync("queue", "--dry-run", "good.yaml");
        var refused = await GojiAsync("queue", "--dry-run", "wrong.yaml");
        var requeue = await GojiAsync("requeue", "--dry-run", "failed/bad.yaml");

        queue.EndedWith(0);
        refused.EndedWith(2);
        requeue.EndedWith(0);
        Assert.Contains("good.yaml would be queued (dry run).", queue.Error, StringComparison.Ordinal);
        Assert.Contains("failed/bad.yaml would move to queued (dry run).", requeue.Error, StringComparison.Ordinal);
        Assert.Equal(before, Origin.Tip);
    }

    [Fact]
    public async Task Prune_removes_jobs_beyond_the_limits_and_a_dry_run_lists_them()
    {
        await CloneAsync();
        Origin.Commit("Finish", ("failed/bad.yaml", JobFiles.Job("bad")), ("succeeded/good.yaml", JobFiles.Job("good")));

        var dry = await GojiAsync("prune", "--keep-newest", "0", "--prune-states", "succeeded", "--dry-run");
        var before = Jobs;
        var done = await GojiAsync("prune", "--keep-newest", "0", "--prune-states", "succeeded", "-o", "json");

        dry.EndedWith(0);
        Assert.Equal(["succeeded/good.yaml", "1 job would be pruned, 0 kept."], dry.Output.Split(Environment.NewLine));
        Assert.Equal(["failed/bad.yaml", "succeeded/good.yaml"], before);
        done.EndedWith(0);
        Assert.Contains("\"file\": \"good.yaml\"", done.Output, StringComparison.Ordinal);
        Assert.Equal(["failed/bad.yaml"], Jobs);
    }

    [Fact]
    public async Task Settings_come_from_the_environment_and_the_command_line_wins()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/bad.yaml", JobFiles.Job("bad", "fail")));
        var environment = new Dictionary<string, string>
        {
            ["GOJI_SANDBOX"] = "true", ["GOJI_WAIT"] = "2m", ["GOJI_POLL_INTERVAL"] = "1s", ["GOJI_FAIL_ON"] = "unknown", ["GOJI_DRY_RUN"] = "true",
        };

        var preview = await GojiProgram.RunAsync(Place.Path, ["process"], environment);
        var result = await GojiProgram.RunAsync(Place.Path, ["process", "--dry-run", "false", "--fail-on", "failed,held"], environment);

        preview.EndedWith(0);
        Assert.Contains("Preview: these are the states that a pass would produce now.", preview.Output, StringComparison.Ordinal);
        result.EndedWith(1);
        Assert.EndsWith("error: 1 job is in a state that --fail-on names (failed,held). The pass itself is done and pushed.", result.Error, StringComparison.Ordinal);
        Assert.Equal(["failed/bad.yaml"], Jobs);
    }

    [Fact]
    public async Task Requeue_moves_finished_jobs_and_continues_after_a_missing_one()
    {
        await CloneAsync();
        Origin.Commit("Finished", ("failed/a.yaml", JobFiles.Job("a")), ("unknown/b.yaml", JobFiles.Job("b")));

        var result = await GojiAsync("requeue", "a.yaml", "failed/nowhere.yaml", "jobs/unknown/b.yaml");

        result.EndedWith(2);
        Assert.Equal($"queued/a.yaml{Environment.NewLine}queued/b.yaml", result.Output);
        Assert.Contains("error: There is no job 'failed/nowhere.yaml'", result.Error, StringComparison.Ordinal);
        Assert.Equal(["queued/a.yaml", "queued/b.yaml"], Jobs);
    }

    [Fact]
    public async Task Queue_adds_manifests_and_refuses_one_that_a_pass_refuses()
    {
        await CloneAsync();
        File.WriteAllText(Place["good.yaml"], JobFiles.Job("good"));
        File.WriteAllText(Place["bad.yaml"], "kind: Pod\n");

        var result = await GojiAsync("queue", "good.yaml", "bad.yaml");

        result.EndedWith(2);
        Assert.Equal("queued/good.yaml", result.Output);
        Assert.Equal(["queued/good.yaml"], Jobs);
    }

    [Fact]
    public async Task Status_changes_nothing()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));
        var tip = Origin.Tip;

        var result = await GojiAsync("status", "--sandbox");

        result.EndedWith(0);
        Assert.Contains("a.yaml", result.Output, StringComparison.Ordinal);
        Assert.Equal(tip, Origin.Tip);
    }

    [Fact]
    public async Task Logs_are_written_to_standard_output_and_without_logs_the_exit_code_is_1()
    {
        await CloneAsync();
        var written = JobFiles.Job("a").Replace("seconds: \"0\"", "seconds: \"0\"\n        sandbox.goji.run/log: \"one\\ntwo\"", StringComparison.Ordinal);
        Origin.Commit("Queue", ("queued/a.yaml", written));
        (await GojiAsync("process", "--sandbox", "--wait", "2m", "--poll-interval", "1s")).EndedWith(0);

        var all = await GojiAsync("logs", "a.yaml", "--sandbox");
        var last = await GojiAsync("logs", "succeeded/a.yaml", "--sandbox", "-f", "-c", "main", "--tail", "1", "--since", "1h", "--timestamps");
        var none = await GojiAsync("logs", "a.yaml", "--sandbox", "-p");
        var wrong = await GojiAsync("logs", "a.yaml", "--sandbox", "--tail", "-1");
        var zero = await GojiAsync("logs", "a.yaml", "--sandbox", "--since", "0s");

        all.EndedWith(0);
        Assert.Equal($"one{Environment.NewLine}two", all.Output);
        last.EndedWith(0);
        Assert.Matches(@"^\d{4}-\S+Z two$", last.Output);
        none.EndedWith(1);
        Assert.Equal("", none.Output);
        Assert.Contains("there is no previous log", none.Error, StringComparison.Ordinal);
        Assert.Contains("The run record shows: Job default/a succeeded", none.Error, StringComparison.Ordinal);
        wrong.EndedWith(2);
        zero.EndedWith(2);
        Assert.Contains("The value '0s' of '--since' is not a time of more than 0", zero.Error, StringComparison.Ordinal);
    }

    private Task<ProgramResult> WaitInTerminalAsync(params (string Name, string Value)[] variables) => PseudoTerminal.RunAsync(
        Place.Path,
        [.. GojiProgram.Command, "process", "--sandbox", "--wait", "2m", "--poll-interval", "1s"],
        variables);
}
