namespace Goji.Tool.Tests.Commands;

public sealed class HelpAndCompletion : ToolTest
{
    [Fact]
    public async Task Help_names_the_commands_the_settings_and_the_exit_codes()
    {
        var root = await GojiAsync("--help");
        var process = await GojiAsync("process", "--help");

        root.EndedWith(0);
        Assert.Contains("goji [command] [options]", root.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done; 1 done, and a job is in a state that --fail-on names; 2", root.Output, StringComparison.Ordinal);
        Assert.All((string[])["init", "process", "requeue <job_file>", "queue <manifest>", "status"], command => Assert.Contains($"  {command} ", root.Output, StringComparison.Ordinal));
        Assert.Contains("--wait <time>", process.Output, StringComparison.Ordinal);
        Assert.Contains("[env: GOJI_WAIT]", process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logs", "--follow", "--attempt")]
    [InlineData("queue", "--from-cronjob", "--hooks")]
    [InlineData("status", "--watch", "--until-done")]
    public async Task Help_lists_the_options_of_a_command_before_the_settings(string command, string first, string last)
    {
        var help = (await GojiAsync(command, "--help")).Output;

        var places = ((string[])[first, last, "--config"]).Select(option => help.IndexOf($"{option} ", StringComparison.Ordinal)).ToList();
        Assert.Equal(places.Order(), places);
        Assert.All(places, place => Assert.True(place > 0));
    }

    [Fact]
    public async Task Help_shows_no_value_of_the_environment()
    {
        var help = await GojiProgram.RunAsync(
            Place.Path, ["process", "--help"], new() { ["GIT_REPOSITORY"] = "https://me:hunter2@example.com/jobs.git", ["GIT_PASSWORD"] = "hunter2" });

        help.EndedWith(0);
        Assert.DoesNotContain("hunter2", help.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("process --w", "--wait")]
    [InlineData("process --output ", "json")]
    [InlineData("process --duplicates ", "discard")]
    [InlineData("re", "requeue")]
    public async Task Completion_suggests_the_next_words(string line, string suggestion)
    {
        var result = await GojiAsync($"[suggest:{line.Length}]", line);

        Assert.Contains(suggestion, result.Output.Split(Environment.NewLine));
    }
}
