using System.Diagnostics;
using System.Text.Json;
using Goji.Sandbox;
using Goji.Testing;

namespace Goji.Tool.Tests.Commands;

public sealed class WatchingTheStatus : ToolTest
{
    [Fact]
    public async Task Each_change_is_one_line_of_JSON_until_nothing_runs()
    {
        using var cluster = new SandboxCluster();
        await using var listener = await cluster.ListenAsync();
        listener.WriteKubeconfig(Place["kubeconfig"]);
        await CloneAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a", seconds: 2)));
        using var watch = GojiProgram.Start(Place.Path, ["status", "--until-done", "-o", "json", "--poll-interval", "1s", "--json-report", "last.json"], new() { ["KUBECONFIG"] = Place["kubeconfig"] });
        await Eventually.IsTrueAsync(() => watch.Output.Length > 0, () => watch.Error);

        (await GojiProgram.RunAsync(Place.Path, ["process", "--wait", "2m", "--poll-interval", "1s"], new() { ["KUBECONFIG"] = Place["kubeconfig"] })).EndedWith(0);
        var result = await watch.WaitAsync();

        result.EndedWith(0);
        var lines = result.Output.Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("queued", lines[0].GetProperty("jobs")[0].GetProperty("before").GetString());
        Assert.True(lines.Count >= 2);
        Assert.Equal(lines.Count, result.Output.Split('\n').Distinct().Count());
        Assert.Contains("\"version\": 1", await File.ReadAllTextAsync(Place["last.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_continues_until_Ctrl_C()
    {
        await CloneAsync();
        using var watch = GojiProgram.Start(Place.Path, ["status", "--watch", "--sandbox", "--poll-interval", "1s"]);
        await Eventually.IsTrueAsync(() => watch.Output.Length > 0, () => watch.Error);

        watch.Signal("INT");
        var result = await watch.WaitAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.DoesNotContain("pushed", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_is_followed_until_nobody_reads_it()
    {
        using var cluster = new SandboxCluster();
        await using var listener = await cluster.ListenAsync();
        listener.WriteKubeconfig(Place["kubeconfig"]);
        await CloneAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a", seconds: 100_000).Replace(
            "sandbox.goji.run/result", "sandbox.goji.run/log: \"line {n}\"\n        sandbox.goji.run/log-lines-per-second: \"10\"\n        sandbox.goji.run/result", StringComparison.Ordinal)));
        (await GojiProgram.RunAsync(Place.Path, ["process"], new() { ["KUBECONFIG"] = Place["kubeconfig"] })).EndedWith(0);
        var command = string.Join(' ', GojiProgram.Command.Select(word => $"'{word}'"));
        var start = new ProcessStartInfo("bash", ["-c", $"{command} logs a.yaml --follow | head -n 2; echo ${{PIPESTATUS[0]}}"]) { WorkingDirectory = Place.Path };
        start.Environment["KUBECONFIG"] = Place["kubeconfig"];

        var result = await ChildProcess.RunAsync(start, (_, _) => Task.CompletedTask);

        Assert.Equal("line 1\nline 2\n0\n", result.Output);
    }

    [Fact]
    public async Task Format_without_lines_cannot_be_watched()
    {
        await CloneAsync();

        var result = await GojiAsync("status", "--watch", "--sandbox", "--output", "junit");

        result.EndedWith(2);
        Assert.Contains("'--watch' and '--until-done' need '--output text' or '--output json', and not 'junit'.", result.Error, StringComparison.Ordinal);
    }
}
