using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Goji.Sandbox;
using Goji.Tests.Passes;

namespace Goji.Tests.Logs;

/// <summary>Passes that show what their Jobs write. The cluster's clock runs by itself here.</summary>
public sealed class FollowingLogs : PassTest
{
    private readonly SandboxCluster cluster = new();
    private readonly Lines lines = new();

    [Theory]
    [InlineData("success", "succeeded")]
    [InlineData("exit 3", "failed")]
    public async Task Every_line_is_shown_in_order_and_before_the_verdict(string result, string state)
    {
        Queue(("a.yaml", Written("a", "line {n}", rate: 100, result)));
        Options.Logs = LogMode.Follow;

        await WaitAsync(output: null);

        var shown = Log.All.ToList();
        Assert.Equal(Enumerable.Range(1, 100).Select(n => $"a.yaml │ line {n}"), shown.Where(line => line.Contains('│', StringComparison.Ordinal)));
        Assert.True(shown.FindLastIndex(line => line.Contains('│', StringComparison.Ordinal)) < shown.FindIndex(line => line.StartsWith($"processing/a.yaml -> {state}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_line_is_lost_and_none_comes_twice_where_every_stream_is_cut()
    {
        cluster.Faults.Add(new(SandboxFaultKind.StreamCut) { Resource = "pods/log", Delay = TimeSpan.FromMilliseconds(150) });
        Queue(("a.yaml", Written("a", "line {n}", rate: 200, seconds: 2)));
        Options.Logs = LogMode.Follow;

        await WaitAsync(lines);

        Assert.Equal(Enumerable.Range(1, 400).Select(n => $"line {n}"), lines.All.Select(line => line.Text));
    }

    [Fact]
    public async Task Lines_beyond_the_limit_are_counted()
    {
        Queue(("a.yaml", Written("a", "line {n}", rate: 20)));
        (Options.Logs, Options.LogLimit) = (LogMode.Follow, 5);

        await WaitAsync(lines);

        Assert.Equal(["line 1", "line 2", "line 3", "line 4", "line 5", "… 15 more lines are left out (LogLimit 5); 'kubectl logs --namespace default job/a' shows them while the pods exist."], lines.All.Select(line => line.Text));
    }

    [Fact]
    public async Task Of_200000_lines_in_a_second_the_first_are_shown_and_all_are_kept()
    {
        const int Lines = 200_000;
        Queue(("a.yaml", Written("a", "line {n}", rate: Lines)));
        (Options.Logs, Options.LogLimit, Options.LogFolder) = (LogMode.Follow, 1000, Place["logs"]);

        await WaitAsync(lines);

        var all = Enumerable.Range(1, Lines).Select(n => $"line {n}").ToList();
        var folder = Path.Combine(Place["logs"], "a.yaml", Record("a.yaml").Newest!.Id);
        Assert.Equal([.. all.Take(1000), $"… 199000 more lines are left out (LogLimit 1000); the whole log is in '{folder}'."], lines.All.Select(line => line.Text));
        Assert.Equal(all, await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(folder))));
    }

    [Fact]
    public async Task Commands_to_the_build_system_and_secrets_are_disarmed()
    {
        Options.Password = "s3cr3t-t0ken";
        Queue(("a.yaml", Written("a", "::error::x\\n##vso[task.complete]y\\n\\x1b[31mred\\nwith s3cr3t-t0ken in it\\nover\\rwritten", rate: null)));
        Options.Logs = LogMode.Follow;

        await WaitAsync(lines);

        Assert.Equal([": :error::x", "# #vso[task.complete]y", "red", "with *** in it", "over", "written"], lines.All.Select(line => line.Text));
    }

    [Fact]
    public async Task Whole_logs_are_kept_in_a_folder_with_an_index()
    {
        Queue(("team/a.yaml", Written("a", "line {n}", rate: 50)), ("b.yaml", Written("b", "oops", rate: null, result: "exit 3")));
        Options.LogFolder = Place["logs"];

        await WaitAsync(lines);

        Assert.Empty(lines.All);
        var index = JsonNode.Parse(await File.ReadAllTextAsync(Place["logs/index.json"]))!["logs"]!.AsArray();
        Assert.Equal(["b.yaml", "team/a.yaml"], index.Select(entry => (string)entry!["file"]!));
        Assert.Equal([1, 50], index.Select(entry => (int)entry!["lines"]!));
        var path = (string)index[1]!["path"]!;
        Assert.StartsWith($"team/a.yaml/{Record("team/a.yaml").Newest!.Id}/a-", path, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 50).Select(n => $"line {n}"), await File.ReadAllLinesAsync(Place[$"logs/{path}"]));
    }

    [Fact]
    public async Task Job_that_hits_its_deadline_has_the_last_lines_of_its_container_in_the_report()
    {
        Queue(("a.yaml", Written("a", "line {n}", rate: 10, seconds: 100).Replace("backoffLimit: 0", "activeDeadlineSeconds: 2", StringComparison.Ordinal)));

        var report = await WaitAsync(lines);

        var job = Assert.Single(report.Jobs);
        Assert.Equal(JobState.Failed, job.After);
        var pod = Assert.Single(job.Jobs[0].Pods);
        Assert.Equal("main", pod.Container);
        Assert.StartsWith("line ", pod.Log[^1], StringComparison.Ordinal);
        Assert.Empty(lines.All);
    }

    [Fact]
    public void Following_needs_a_time_to_wait()
    {
        var failure = Assert.Throws<GojiUsageException>(() => new GojiRunner(new() { Logs = LogMode.Follow }, Log));

        Assert.Equal("Logs is Follow, and there is no time to wait. Set Wait to the longest time that the logs are followed, such as 30m.", failure.Message);
    }

    private static string Written(string name, string text, double? rate, string result = "success", int seconds = 1) =>
        Job(name, result, seconds: seconds).Replace(
            $"sandbox.goji.run/result: \"{result}\"",
            $"sandbox.goji.run/result: \"{result}\"\n        sandbox.goji.run/log: \"{text}\"" + (rate is null ? "" : $"\n        sandbox.goji.run/log-lines-per-second: \"{rate}\""),
            StringComparison.Ordinal);

    private async Task<GojiReport> WaitAsync(IProgress<JobOutputLine>? output)
    {
        Options.Wait = TimeSpan.FromMinutes(2);
        var runner = new GojiRunner(Options, Log, ClusterConnection.Through(cluster.CreateHandler(), new Uri("http://sandbox"))) { Output = output };
        return await runner.ProcessAsync(CancellationToken.None);
    }

    private sealed class Lines : IProgress<JobOutputLine>
    {
        private readonly ConcurrentQueue<JobOutputLine> queue = new();

        public IReadOnlyList<JobOutputLine> All => [.. queue];

        public void Report(JobOutputLine value) => queue.Enqueue(value);
    }
}
