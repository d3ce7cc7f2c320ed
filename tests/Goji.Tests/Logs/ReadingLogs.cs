using System.Collections.Concurrent;
using Goji.Sandbox;
using Goji.Tests.Passes;

namespace Goji.Tests.Logs;

/// <summary>The logs of a job that a person asks for.</summary>
public sealed class ReadingLogs : PassTest
{
    private readonly Lines lines = new();

    [Fact]
    public async Task Finished_job_shows_what_its_container_has_written()
    {
        Queue(("team/a.yaml", Written("a", "one\\n::error::two\\nover\\rwritten\\nwith s3cr3t-t0ken", "exit 3")));
        Options.Password = "s3cr3t-t0ken";
        await PassAsync();
        await PassAfterAsync(5);

        var report = await LogsAsync("failed/team/a.yaml");

        Assert.Equal(["one", ": :error::two", "over", "written", "with ***"], lines.Texts);
        Assert.Equal(("team/a.yaml", 5, Record("team/a.yaml").Newest!.Id), (report.File, report.Lines, report.Attempt!.Id));
        Assert.Empty(report.Notes);
    }

    [Fact]
    public async Task Tail_and_timestamps_and_age_choose_and_mark_lines()
    {
        Queue(("a.yaml", Written("a", "line {n}", seconds: 100, rate: 10)));
        await PassAsync();
        Clock.Advance(TimeSpan.FromSeconds(20));

        await LogsAsync("a.yaml", new() { Tail = 2, Timestamps = true });
        await LogsAsync("a.yaml", new() { Since = TimeSpan.FromSeconds(3) });

        Assert.All(lines.Texts.Take(2), text => Assert.Matches(@"^2026-11-22T12:00:\d\d\.\d{7}Z line \d+$", text));
        Assert.InRange(lines.Texts.Count, 2 + 20, 2 + 50);
    }

    [Fact]
    public async Task Where_the_pods_are_gone_the_record_is_shown()
    {
        Queue(("a.yaml", Written("a", "one", "exit 3", spec: "ttlSecondsAfterFinished: 1")));
        await PassAsync();
        await PassAfterAsync(5);
        Clock.Advance(TimeSpan.FromMinutes(5));

        var report = await LogsAsync("a.yaml");

        Assert.Equal(0, report.Lines);
        Assert.Equal("The pods of Job default/a are gone, and their logs with them.", report.Notes[0]);
        Assert.StartsWith("The run record shows: Job default/a failed after ", report.Notes[1], StringComparison.Ordinal);
        Assert.Contains("exited with code 3", report.Notes[1], StringComparison.Ordinal);
        Assert.Equal(report.Notes, Log.Warnings.TakeLast(2));
    }

    [Fact]
    public async Task Attempt_is_named_by_the_beginning_of_its_run_id()
    {
        Queue(("a.yaml", Written("a", "one", "exit 3").Replace("name: a", "generateName: a-", StringComparison.Ordinal)));
        await PassAsync();
        await PassAfterAsync(5);
        await Runner().RequeueAsync("a.yaml");
        await PassAsync();
        await PassAfterAsync(5);
        var ids = Record("a.yaml").Attempts.Select(attempt => attempt.Id).ToList();

        var earlier = await LogsAsync("a.yaml", new() { Attempt = ids[0][..^1] });
        var newest = await LogsAsync("a.yaml");
        var none = await Assert.ThrowsAsync<GojiUsageException>(() => LogsAsync("a.yaml", new() { Attempt = "zz" }));

        Assert.Equal(ids, [earlier.Attempt!.Id, newest.Attempt!.Id]);
        Assert.Equal($"'a.yaml' has no attempt 'zz' in its run record. Its newest are: {string.Join(", ", ids)}.", none.Message);
    }

    [Fact]
    public async Task Containers_are_chosen_by_name_and_named_where_there_are_several()
    {
        var manifest = Written("a", "hello\"\n        sandbox.goji.run/log.proxy: \"from the side");
        Queue(("a.yaml", manifest + "\n      - name: proxy\n        image: busybox"));
        await PassAsync();
        await PassAfterAsync(5);

        await LogsAsync("a.yaml", new() { Container = "proxy" });
        var shown = lines.All.Select(line => line.ToString()).ToList();
        var none = await LogsAsync("a.yaml", new() { Container = "nowhere" });

        Assert.Equal(["a.yaml proxy │ from the side"], shown);
        Assert.Equal("Job default/a has no container 'nowhere'. Its containers are: main, proxy.", none.Notes[0]);
    }

    [Fact]
    public async Task Previous_run_of_a_container_that_was_started_again_is_shown()
    {
        var manifest = Written("a", "try", "fail-times 1");
        Queue(("a.yaml", manifest.Replace("Never", "OnFailure", StringComparison.Ordinal).Replace("backoffLimit: 0", "backoffLimit: 3", StringComparison.Ordinal)));
        await PassAsync();
        await PassAfterAsync(60);

        var report = await LogsAsync("a.yaml", new() { Previous = true });

        Assert.Equal(["try"], lines.Texts);
        Assert.Empty(report.Notes);
    }

    [Fact]
    public async Task Log_without_a_line_is_no_log()
    {
        Queue(("a.yaml", Written("a", "one")));
        await PassAsync();
        await PassAfterAsync(5);

        var report = await LogsAsync("a.yaml", new() { Tail = 0 });

        Assert.Equal(0, report.Lines);
        Assert.Equal("The logs of 'a.yaml' have no such lines.", report.Notes[0]);
    }

    [Fact]
    public async Task What_has_no_logs_is_named_with_its_reason()
    {
        Queue(("held.yaml", "kind: Nonsense"), ("a.yaml", Written("a", "one", seconds: 100)));
        await PassAsync();
        Clock.Advance(TimeSpan.FromSeconds(5));
        Queue(("late.yaml", Written("late", "one")));

        var refused = await LogsAsync("held.yaml");
        var late = await LogsAsync("late.yaml");
        var previous = await LogsAsync("a.yaml", new() { Previous = true });
        var missing = await Assert.ThrowsAsync<GojiUsageException>(() => LogsAsync("queued/nowhere.yaml"));

        Assert.StartsWith("'held.yaml' was refused and has started nothing: ", Assert.Single(refused.Notes), StringComparison.Ordinal);
        Assert.Equal(["'late.yaml' has not been started: there are no logs."], late.Notes);
        Assert.Equal("No container of Job default/a was started again: there is no previous log.", previous.Notes[0]);
        Assert.StartsWith("There is no job 'queued/nowhere.yaml' in any state folder", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_of_another_cluster_is_refused()
    {
        Queue(("a.yaml", Written("a", "one")));
        await PassAsync();
        using var other = new SandboxCluster();

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => LogsAsync("a.yaml", null, other));

        Assert.Contains("ran on another cluster", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Following_shows_every_line_once_and_ends_with_the_job()
    {
        using var cluster = new SandboxCluster();
        cluster.Faults.Add(new(SandboxFaultKind.StreamCut) { Resource = "pods/log", Delay = TimeSpan.FromMilliseconds(150) });
        Queue(("a.yaml", Written("a", "line {n}", seconds: 1, rate: 100)));
        await On(cluster).ProcessAsync();

        var report = await LogsAsync("a.yaml", new() { Follow = true }, cluster);

        Assert.Equal(Enumerable.Range(1, 100).Select(n => $"line {n}"), lines.Texts);
        Assert.Equal(100, report.Lines);
    }

    [Theory]
    [InlineData(true, true, null, null, "Follow and Previous exclude each other")]
    [InlineData(false, false, -1, null, "The value '-1' of Tail must be 0 or more.")]
    [InlineData(false, false, null, 0, "The value '00:00:00' of Since must be more than 0.")]
    public async Task Wrong_options_are_refused(bool follow, bool previous, int? tail, int? since, string message)
    {
        var options = new LogsOptions { Follow = follow, Previous = previous, Tail = tail, Since = since is { } seconds ? TimeSpan.FromSeconds(seconds) : null };

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => LogsAsync("a.yaml", options));

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
    }

    private static string Written(string name, string text, string result = "success", int seconds = 1, double? rate = null, string spec = "") =>
        Job(name, result, spec, seconds: seconds).Replace(
            $"sandbox.goji.run/result: \"{result}\"",
            $"sandbox.goji.run/result: \"{result}\"\n        sandbox.goji.run/log: \"{text}\"" + (rate is null ? "" : $"\n        sandbox.goji.run/log-lines-per-second: \"{rate}\""),
            StringComparison.Ordinal);

    private GojiRunner On(SandboxCluster cluster) =>
        new(Options, Log, ClusterConnection.Through(cluster.CreateHandler(), new Uri("http://sandbox"))) { Output = lines };

    private Task<LogsReport> LogsAsync(string file, LogsOptions? logs = null, SandboxCluster? cluster = null) => On(cluster ?? Cluster).LogsAsync(file, logs);

    private sealed class Lines : IProgress<JobOutputLine>
    {
        private readonly ConcurrentQueue<JobOutputLine> queue = new();

        public IReadOnlyList<JobOutputLine> All => [.. queue];

        public IReadOnlyList<string> Texts => [.. queue.Select(line => line.Text)];

        public void Report(JobOutputLine value) => queue.Enqueue(value);
    }
}
