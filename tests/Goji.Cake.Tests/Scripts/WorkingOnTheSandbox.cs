using Goji.Testing;

namespace Goji.Cake.Tests.Scripts;

public sealed class WorkingOnTheSandbox
{
    private const string Body =
        """
        var settings = new GojiSettings { Sandbox = true, Wait = TimeSpan.FromMinutes(1), PollInterval = TimeSpan.FromMilliseconds(200) };
        Task("Default").Does(() =>
        {
            GojiInit(settings);
            GojiQueue("./good.yaml", settings);
            GojiQueue("./bad.yaml", settings);
            GojiStatus(settings);
            GojiProcess(settings);
            GojiRequeue("./jobs/failed/bad.yaml", settings);
        });
        RunTarget("Default");
        """;

    [Fact]
    public async Task Every_alias_works_and_the_sandbox_keeps_its_state_between_them()
    {
        using var script = WithManifests(Script.Addin + Body);

        var run = await script.RunAsync();

        run.EndedWith(0);
        Assert.True(File.Exists(script["jobs/succeeded/good.yaml"]));
        Assert.True(File.Exists(script["jobs/queued/bad.yaml"]));
        Assert.True(File.Exists(script["jobs/.git/goji/sandbox.json"]));
    }

    [Fact]
    public async Task A_failed_job_fails_the_build_if_configured_after_its_move_is_committed()
    {
        using var script = WithManifests(Script.Addin + Body);

        var run = await script.RunAsync("--goji_failbuildon=failed,unknown");

        run.EndedWith(1);
        Assert.Matches(
            @"Error: The pass is done and pushed; the build fails, as FailBuildOn \(Failed, Unknown\) asks, because of 1 job:\r?\nfailed/bad\.yaml: .*exited with code 3",
            run.Error);
        Assert.True(File.Exists(script["jobs/failed/bad.yaml"]), run.ToString());
        Assert.True(File.Exists(script["jobs/succeeded/good.yaml"]), run.ToString());
    }

    [FactNeeding("script")]
    public async Task In_a_terminal_awaited_jobs_are_shown_live_and_the_display_is_cleared()
    {
        using var script = WithManifests(Script.Addin + Body);
        script.Write("good.yaml", QuickJob.Manifest("good").Replace("seconds: \"0\"", "seconds: \"6\"", StringComparison.Ordinal));

        var run = await script.RunInTerminalAsync();

        run.EndedWith(0);
        Assert.Contains("Waiting for 1 job", run.Output, StringComparison.Ordinal);
        var lines = TerminalScreen.Of(run.Output).Lines;
        Assert.DoesNotContain(lines, line => line.StartsWith("Waiting for", StringComparison.Ordinal));
        Assert.Contains("processing/good.yaml -> succeeded", lines);
        Assert.True(File.Exists(script["jobs/queued/bad.yaml"]), run.ToString());
    }

    private static Script WithManifests(string text)
    {
        var script = new Script(text);
        script.Write("good.yaml", QuickJob.Manifest("good", "success"));
        script.Write("bad.yaml", QuickJob.Manifest("bad", "exit 3"));
        return script;
    }
}
