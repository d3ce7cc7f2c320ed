namespace Goji.Cake.Tests.Scripts;

public sealed class TheSmallSamples
{
    [Fact]
    public async Task An_exit_code_of_the_scripts_own_is_kept_where_the_script_unwraps_it()
    {
        using var script = Of("exit-code");

        var run = await script.RunAsync();

        run.EndedWith(2);
        Assert.Contains("Error: 1 of the jobs failed.", run.Error, StringComparison.Ordinal);
        Assert.Contains("exited with code 3", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_quick_start_runs_its_job_each_time()
    {
        using var script = Of("quickstart");

        var first = await script.RunAsync();
        var second = await script.RunAsync();

        first.EndedWith(0);
        second.EndedWith(0);
        Assert.All([first, second], run => Assert.Contains("hello.yaml  queued -> succeeded  default/hello", run.Output, StringComparison.Ordinal));
        Assert.All([first, second], run => Assert.Matches("hello.yaml │ hello\r?\n(.*\n)*?hello.yaml │ world", run.Output));
        Assert.True(File.Exists(script["jobs/succeeded/hello.yaml"]));
    }

    private static Script Of(string sample)
    {
        var script = new Script("");
        foreach (var file in Directory.EnumerateFiles(Workshop.InRepository($"samples/{sample}")))
        {
            File.Copy(file, script[Path.GetFileName(file)], overwrite: true);
        }

        return script;
    }
}
