namespace Goji.Tool.Tests.Commands;

public sealed class KeepingSecrets : ToolTest
{
    private const string Password = "correct-horse-battery";

    [Fact]
    public async Task Password_of_the_environment_appears_nowhere()
    {
        var result = await GojiProgram.RunAsync(
            Place.Path,
            ["init", "--repository", $"http://me:{Password}@127.0.0.1:1/jobs.git", "--verbosity", "diagnostic"],
            new() { ["GIT_PASSWORD"] = Password });

        result.EndedWith(3);
        Assert.DoesNotContain(Password, result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_is_sent_from_standard_input()
    {
        await using var remote = await RemoteThatAsks.StartAsync();

        var result = await GojiProgram.RunAsync(
            Place.Path, ["init", "--repository", remote.Address, "--username", "me", "--password-stdin", "-v", "diagnostic"], input: Password + "\n");

        result.EndedWith(2);
        Assert.Contains($"me:{Password}", remote.Credentials);
        Assert.DoesNotContain(Password, result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_standard_input_is_reported()
    {
        var result = await GojiAsync("init", "--password-stdin");

        result.EndedWith(2);
        Assert.Equal("error: '--password-stdin' was given, and the first line of standard input is empty. Pipe the password or access token in.", result.Error);
    }
}
