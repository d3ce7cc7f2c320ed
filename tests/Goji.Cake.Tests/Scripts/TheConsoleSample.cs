using Goji.Testing;

namespace Goji.Cake.Tests.Scripts;

public sealed class TheConsoleSample : IDisposable
{
    private static readonly string Program = Workshop.InRepository($"samples/console/bin/{Workshop.Configuration}/net10.0/console.dll");
    private readonly TemporaryDirectory place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("success", 0, "succeeded")]
    [InlineData("exit 3", 1, "failed")]
    public async Task It_runs_a_pass_and_ends_as_the_jobs_did(string result, int exitCode, string state)
    {
        var origin = BareOrigin.WithStateFolders(place);
        origin.Commit("Queue", ("queued/a.yaml", QuickJob.Manifest("a", result)));
        var clone = origin.Clone(place["clone"]);

        var run = await DotNet.RunAsync(place.Path, new Dictionary<string, string>(), Program, clone, "--sandbox");

        run.EndedWith(exitCode);
        Assert.Contains("queued/a.yaml -> processing: Job default/a", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{state}/a.yaml", origin.Files);
    }

    [Fact]
    public async Task It_queues_a_manifest_or_names_the_line_that_is_wrong()
    {
        var origin = BareOrigin.WithStateFolders(place);
        var clone = origin.Clone(place["clone"]);
        File.WriteAllText(place["good.yaml"], QuickJob.Manifest("a", "success"));
        File.WriteAllText(place["bad.yaml"], "apiVersion: batch/v1\nkind: CronJob\n");

        var good = await DotNet.RunAsync(place.Path, new Dictionary<string, string>(), Program, clone, place["good.yaml"]);
        var bad = await DotNet.RunAsync(place.Path, new Dictionary<string, string>(), Program, clone, place["bad.yaml"]);

        good.EndedWith(0);
        Assert.Contains("queued/good.yaml", origin.Files);
        bad.EndedWith(2);
        Assert.StartsWith("bad.yaml:", bad.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_reports_a_failure_in_one_sentence()
    {
        var run = await DotNet.RunAsync(place.Path, new Dictionary<string, string>(), Program, place["nothing"], "--sandbox");

        Assert.Equal((2, $"There is no git repository in '{place["nothing"]}'. Run GojiInit, or name the folder of a clone.{Environment.NewLine}"), (run.ExitCode, run.Error));
    }
}
