using Goji.Testing;

namespace Goji.Cake.Tests.Scripts;

/// <summary>A build system stops a build by SIGTERM: what becomes of the jobs that the build waits for.</summary>
public sealed class StoppedBuilds
{
    private const string Body =
        """
        var settings = new GojiSettings { Sandbox = true, Wait = TimeSpan.FromHours(1) };
        Task("Default").Does(() =>
        {
            GojiInit(settings);
            GojiQueue("./endless.yaml", settings);
            GojiProcess(settings);
        });
        RunTarget("Default");
        """;

    [TheoryNeeding("kill")]
    [InlineData("leave", "processing")]
    [InlineData("cancel", "failed")]
    public async Task Stopped_build_leaves_or_cancels_the_jobs_that_it_waits_for(string onAbort, string folder)
    {
        using var script = new Script(Script.Addin + Body);
        script.Write("endless.yaml", QuickJob.Manifest("endless").Replace("seconds: \"0\"", "seconds: \"3600\"", StringComparison.Ordinal));
        script.Variables["GOJI_ON_ABORT"] = onAbort;
        var record = script["jobs/.goji/runs/endless.yaml"];

        var run = await script.RunUntilSignalAsync("TERM", () => File.Exists(record) && File.ReadAllText(record).Contains("uid: ", StringComparison.Ordinal));

        run.EndedWith(1);
        Assert.Contains("Error: Goji was cancelled. The Jobs that it has started are recorded, and the next pass continues from there.", run.Error, StringComparison.Ordinal);
        Assert.Equal(onAbort == "cancel", run.Output.Contains("The pass was stopped, and OnAbort is cancel. Cancelling processing/endless.yaml.", StringComparison.Ordinal));
        Assert.Equal(onAbort == "cancel", GitProgram.Run(script["jobs"], "show", "HEAD:.goji/runs/endless.yaml").Contains("reason: Cancelled", StringComparison.Ordinal));
        Assert.Contains($"{folder}/endless.yaml", GitProgram.Run(script["jobs"], "ls-tree", "-r", "--name-only", "HEAD"), StringComparison.Ordinal);
    }
}
