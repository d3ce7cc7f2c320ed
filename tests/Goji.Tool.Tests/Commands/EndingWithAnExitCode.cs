using Goji.Testing;

namespace Goji.Tool.Tests.Commands;

public sealed class EndingWithAnExitCode : ToolTest
{
    [Theory]
    [InlineData("Required command was not provided.")]
    [InlineData("Unrecognized command or argument 'proces'.", "proces")]
    [InlineData("The value '5' of '--wait' is not a time such as 90s, 10m, 1h, 1h30m, 7d or 00:10:00.", "process", "--wait", "5")]
    [InlineData("The value '1' of '--duplicates' is not one of hold, discard, replace.", "process", "--duplicates", "1")]
    [InlineData("The value 'failed,late' of '--fail-on' is not one or more of nothing, failed, unknown, held, with commas between.", "process", "--fail-on", "failed,late")]
    [InlineData("The value 'junit' of '--output' is not one of text, json.", "init", "--output", "junit")]
    [InlineData("The value '-3' of '--log-lines' is not a whole number of 0 or more.", "process", "--log-lines=-3")]
    [InlineData("Unrecognized command or argument '--password'.", "process", "--password", "x")]
    [InlineData("'--follow' and '--previous' exclude each other: a previous run of a container has ended.", "logs", "a.yaml", "-f", "-p")]
    [InlineData("The option '--context' needs a value, and '--dryrun' looks like an option.", "process", "--context", "--dryrun")]
    public async Task Wrong_command_line_is_2(string message, params string[] arguments)
    {
        var result = await GojiAsync(arguments);

        result.EndedWith(2);
        Assert.Equal("", result.Output);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--dryrun", "queue", "--dryrun", "good.yaml")]
    [InlineData("--namepsace", "queue", "good.yaml", "--namepsace", "prod")]
    [InlineData("-n", "queue", "-n", "prod", "good.yaml")]
    [InlineData("--force", "requeue", "succeeded/good.yaml", "--force")]
    public async Task Option_that_a_command_does_not_have_is_2_and_nothing_is_done(string option, params string[] arguments)
    {
        await CloneAsync();
        File.WriteAllText(Place["good.yaml"], JobFiles.Job("good"));

        var result = await GojiAsync(arguments);

        result.EndedWith(2);
        Assert.StartsWith($"Unrecognized command or argument '{option}'.", result.Error, StringComparison.Ordinal);
        Assert.Empty(Jobs);
    }

    [Theory]
    [InlineData("queue", "--", "-x.yaml")]
    [InlineData("queue", "./-x.yaml")]
    public async Task File_whose_name_begins_with_a_dash_is_named_after_two_dashes_or_by_a_path(params string[] arguments)
    {
        await CloneAsync();
        File.WriteAllText(Place["-x.yaml"], JobFiles.Job("good"));

        (await GojiAsync(arguments)).EndedWith(0);

        Assert.Equal(["queued/-x.yaml"], Jobs);
    }

    [Theory]
    [InlineData("GOJI_DRY_RUNN", "GOJI_DRY_RUN")]
    [InlineData("GOJI_SKIPCI", "GOJI_SKIP_CI")]
    [InlineData("GOJI_PARALELLISM", "GOJI_PARALLELISM")]
    public async Task Misspelt_variable_is_2_and_nothing_is_done(string name, string meant)
    {
        var result = await GojiProgram.RunAsync(Place.Path, ["process"], new() { [name] = "true", ["GOJI_VERSION"] = "2.0.0", ["GOJI_BOT_TOKEN"] = "x" });

        result.EndedWith(2);
        Assert.Equal($"error: No setting has the environment variable '{name}'. Correct it to '{meant}', or unset it.", result.Error);
    }

    [Fact]
    public async Task Missing_manifest_among_several_is_2_and_none_is_queued()
    {
        await CloneAsync();
        File.WriteAllText(Place["good.yaml"], JobFiles.Job("good"));

        var result = await GojiAsync("queue", "good.yaml", "gone.yaml");

        result.EndedWith(2);
        Assert.Contains("The manifest 'gone.yaml' does not exist.", result.Error, StringComparison.Ordinal);
        Assert.Empty(Jobs);
    }

    [Theory]
    [InlineData("cancel", "")]
    [InlineData("requeue", "")]
    [InlineData("requeue", " ")]
    [InlineData("logs", "")]
    public async Task Empty_name_of_a_job_is_2(string command, string name)
    {
        await CloneAsync();

        var result = await GojiAsync(command, name);

        result.EndedWith(2);
        Assert.Contains("A job has an empty name.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_variable_is_2_and_named()
    {
        var result = await GojiProgram.RunAsync(Place.Path, ["process"], new() { ["GOJI_SANDBOX"] = "perhaps" });

        result.EndedWith(2);
        Assert.Equal("error: The value 'perhaps' of the environment variable 'GOJI_SANDBOX' is not true or false. Correct it, or unset it.", result.Error);
    }

    [Fact]
    public async Task All_mistakes_are_reported_together_wherever_they_are()
    {
        File.WriteAllText(Place["goji.yaml"], "pollIntervall: 5s\nlogLines: many\npassword: hunter2\nduplicates: [hold]\n");

        var result = await GojiProgram.RunAsync(
            Place.Path, ["process", "--config", "goji.yaml", "--wait", "5", "--parallelism", "0"], new() { ["GOJI_SANDBOX"] = "perhaps" });

        result.EndedWith(2);
        Assert.Equal(
            [
                "error: 7 settings are wrong:",
                "- goji.yaml, line 1: 'pollIntervall' is not a setting. Did you mean 'pollInterval'?",
                "- goji.yaml, line 3: 'password' is a secret, and this file is no place for one. Set the environment variable 'GIT_PASSWORD' instead.",
                "- The value 'perhaps' of the environment variable 'GOJI_SANDBOX' is not true or false. Correct it, or unset it.",
                "- goji.yaml, line 4: The value 'hold' of 'duplicates' is not a single value.",
                "- The value '5' of '--wait' is not a time such as 90s, 10m, 1h, 1h30m, 7d or 00:10:00.",
                "- The value '0' of '--parallelism' must be 1 or more.",
                "- goji.yaml, line 2: The value 'many' of 'logLines' is not a whole number of 0 or more.",
            ],
            result.Error.Split(Environment.NewLine));
    }

    [Fact]
    public async Task Missing_clone_is_2()
    {
        var result = await GojiAsync("process", "--sandbox");

        result.EndedWith(2);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remote_that_does_not_answer_is_3()
    {
        var result = await GojiAsync("init", "--repository", "http://127.0.0.1:1/jobs.git");

        result.EndedWith(3);
        Assert.Contains("http://127.0.0.1:1/jobs.git", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_while_waiting_is_130_and_started_jobs_are_recorded()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/long.yaml", JobFiles.Job("long", seconds: 3600)));
        using var program = GojiProgram.Start(Place.Path, ["process", "--sandbox", "--wait", "1h"]);
        await Eventually.IsTrueAsync(() => program.HasExited || Origin.Files.Contains(".goji/runs/long.yaml") && Origin.Show(".goji/runs/long.yaml").Contains("uid:", StringComparison.Ordinal), () => program.Error);

        program.Signal("INT");
        var result = await program.WaitAsync();

        result.EndedWith(130);
        Assert.EndsWith("Cancelled. Everything pushed so far is kept; the next pass continues from there.", result.Error, StringComparison.Ordinal);
        Assert.Equal(["processing/long.yaml"], Jobs);
        Assert.Contains("uid:", Origin.Show(".goji/runs/long.yaml"), StringComparison.Ordinal);
    }
}
