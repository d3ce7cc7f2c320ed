using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Goji.Kubernetes;
using Goji.Kubernetes.Api;
using Goji.Logs;
using Goji.Model;
using Goji.Ports.Pods;
using Goji.Records;
using Goji.Sandbox;
using Goji.Testing;
using Goji.Tests.Git;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Logs;

/// <summary>
/// Containers that are started again in their pods, also between the poll of the pod and the request for the log: every line is kept in the
/// file of the run that has written it.
/// </summary>
public sealed class RestartedContainers : IDisposable, IProgress<JobOutputLine>
{
    private const int LinesOfRun = 20;

    private static readonly Uri Address = new("http://sandbox");

    private readonly TemporaryDirectory place = new();
    private readonly FastClock clock = new(LogStreams.Turn);
    private readonly FakeTimeProvider sandboxClock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly SandboxCluster sandbox;
    private readonly HttpClient api;
    private readonly BeforeLogs before;
    private readonly KubernetesCluster cluster;
    private readonly KubernetesCluster observer;
    private readonly ConcurrentQueue<JobOutputLine> shown = [];

    public RestartedContainers()
    {
        sandbox = new(new() { TimeProvider = sandboxClock });
        api = new(sandbox.CreateHandler()) { BaseAddress = Address };
        observer = new(new HandlerTransport(sandbox.CreateHandler(), Address), null, new RecordedLog(), TimeProvider.System);
        before = new(sandboxClock) { InnerHandler = sandbox.CreateHandler() };
        cluster = new(new HandlerTransport(before, Address), null, new RecordedLog(), TimeProvider.System);
    }

    void IProgress<JobOutputLine>.Report(JobOutputLine value) => shown.Enqueue(value);

    public void Dispose()
    {
        cluster.Dispose();
        observer.Dispose();
        before.Dispose();
        api.Dispose();
        sandbox.Dispose();
        place.Dispose();
    }

    [Fact]
    public async Task Every_run_is_read_where_every_stream_is_cut()
    {
        sandbox.Faults.Add(new(SandboxFaultKind.StreamCut) { Resource = "pods/log", Delay = TimeSpan.FromSeconds(1) });

        await FollowAsync(failures: 2);

        AssertKept(0, 1, 2);
        Assert.Equal(Runs(3), shown.Where(line => line.Pod.Length > 0).Select(line => line.Text));
        Assert.Equal(
            ["… Container 'main' was started again (restart 1).", "… Container 'main' was started again (restart 2)."],
            shown.Where(line => line.Pod.Length == 0).Select(line => line.Text));
    }

    [Fact]
    public async Task Container_that_is_started_again_before_its_log_is_opened_has_both_runs_in_their_order()
    {
        before.Log = number => number == 1 ? UntilRunAsync(1) : Task.CompletedTask;

        await FollowAsync(failures: 1);

        AssertKept(0, 1);
        Assert.Equal(Runs(2), shown.Where(line => line.Pod.Length > 0).Select(line => line.Text));
    }

    [Fact]
    public async Task Container_that_is_started_again_before_a_broken_stream_is_resumed_has_both_runs()
    {
        sandbox.Faults.Add(new(SandboxFaultKind.StreamCut) { Resource = "pods/log", Delay = TimeSpan.FromSeconds(1), Times = 1 });
        before.Log = number => number == 2 ? UntilRunAsync(1) : Task.CompletedTask;

        await FollowAsync(failures: 1);

        AssertKept(0, 1);
        Assert.Equal(Runs(2), shown.Where(line => line.Pod.Length > 0).Select(line => line.Text));
    }

    [Fact]
    public async Task Of_a_container_that_is_started_again_twice_before_its_log_is_opened_the_last_two_runs_are_kept()
    {
        before.Log = number => number == 1 ? UntilRunAsync(2) : Task.CompletedTask;

        await FollowAsync(failures: 2);

        AssertKept(1, 2);
    }

    [Fact]
    public async Task Previous_run_that_is_replaced_before_its_log_is_opened_is_not_mixed_with_the_next()
    {
        before.Previous = number => number == 1 ? UntilRunAsync(2) : Task.CompletedTask;
        before.Log = number => number == 1 ? UntilRunAsync(1) : Task.CompletedTask;

        await FollowAsync(failures: 2);

        AssertKept(1, 2);
    }

    [Fact]
    public async Task Container_that_waits_to_be_started_again_has_its_newest_run_kept_under_its_number()
    {
        var (run, attempt) = await CreateAsync(failures: 2);
        await UntilAsync(container => container is { Restarts: 1, IsBetweenRuns: true });

        await using (var logs = Logs())
        {
            await logs.ReadWrittenAsync("a.yaml", attempt, run, CancellationToken.None).InTime();
        }

        AssertKept(1);
    }

    private static IEnumerable<string> Runs(int count) => Enumerable.Repeat(Enumerable.Range(1, LinesOfRun).Select(n => $"line {n}"), count).SelectMany(run => run);

    private JobLogs Logs() => new(
        cluster,
        new(new LogSink(this, int.MaxValue, new(place["logs"])), TailLines: 1, new Secrets()) { DrainTime = TimeSpan.FromHours(1) },
        clock);

    /// <summary>Follows a Job from its creation to its end.</summary>
    private async Task FollowAsync(int failures)
    {
        var (run, attempt) = await CreateAsync(failures);
        await using var logs = Logs();
        logs.Follow("a.yaml", attempt, run);
        await EndAsync().InTime();
        await logs.DrainAsync("a.yaml", attempt, run, CancellationToken.None).InTime();
    }

    private async Task<(JobRun Run, Attempt Attempt)> CreateAsync(int failures)
    {
        using var answer = await api.PostAsJsonAsync("apis/batch/v1/namespaces/default/jobs", JsonNode.Parse($$$"""
            {
              "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "a" },
              "spec": {
                "backoffLimit": 5,
                "template": {
                  "metadata": {
                    "annotations": {
                      "sandbox.goji.run/log": "line {n}", "sandbox.goji.run/log-lines-per-second": "5", "sandbox.goji.run/seconds": "4",
                      "sandbox.goji.run/result": "fail-times {{{failures}}}"
                    }
                  },
                  "spec": { "restartPolicy": "OnFailure", "containers": [{ "name": "main", "image": "busybox" }] }
                }
              }
            }
            """));
        answer.EnsureSuccessStatusCode();
        var job = (await cluster.FindJobAsync("default", "a", CancellationToken.None))!;
        var run = new JobRun("default", "a") { Uid = job.Uid };
        return (run, new Attempt("01", DateTimeOffset.UnixEpoch, "test") { Jobs = [run] });
    }

    private Task UntilRunAsync(int number) => UntilAsync(container => container.Restarts >= number && container.IsRunning);

    private async Task UntilAsync(Predicate<PodContainer> isReached)
    {
        var job = (await observer.FindJobAsync("default", "a", CancellationToken.None))!;
        for (var step = 0; !(await observer.ListContainersAsync("default", [job.Uid], CancellationToken.None)).Any(container => isReached(container)); step++)
        {
            Assert.InRange(step, 0, 1000);
            sandboxClock.Advance(TimeSpan.FromSeconds(0.1));
        }
    }

    /// <summary>The clock of the cluster moves with the requests.</summary>
    private async Task EndAsync()
    {
        while (await observer.FindJobAsync("default", "a", CancellationToken.None) is not { IsFinished: true })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    /// <summary>There is a file for each of these runs, with its lines and no others.</summary>
    private void AssertKept(params int[] runs)
    {
        var index = JsonNode.Parse(File.ReadAllText(place["logs/index.json"]))!["logs"]!.AsArray();
        Assert.Equal(runs, index.Select(entry => (int)entry!["restarts"]!).Order());
        DateTime? last = null;
        foreach (var entry in index.OrderBy(entry => (int)entry!["restarts"]!))
        {
            Assert.Equal(Enumerable.Range(1, LinesOfRun).Select(n => $"line {n}"), File.ReadAllLines(place[$"logs/{entry!["path"]}"]));

            // The lines of two runs are the same, and their times are not.
            Assert.InRange((DateTime)entry["lastLineAt"]! - (DateTime)entry["firstLineAt"]!, TimeSpan.FromSeconds(3.7), TimeSpan.FromSeconds(3.9));
            Assert.True(last is null || (DateTime)entry["firstLineAt"]! > last);
            last = (DateTime)entry["lastLineAt"]!;
        }
    }

    /// <summary>Moves the clock with each request, and runs something before a request for a log; the first one has the number 1.</summary>
    private sealed class BeforeLogs(FakeTimeProvider clock) : DelegatingHandler
    {
        private int logs;
        private int previous;

        public Func<int, Task> Log { get; set; } = _ => Task.CompletedTask;

        public Func<int, Task> Previous { get; set; } = _ => Task.CompletedTask;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            clock.Advance(TimeSpan.FromSeconds(0.25));
            if (request.RequestUri!.AbsolutePath.EndsWith("/log", StringComparison.Ordinal))
            {
                await (request.RequestUri.Query.Contains("previous=true", StringComparison.Ordinal)
                    ? Previous(Interlocked.Increment(ref previous))
                    : Log(Interlocked.Increment(ref logs)));
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
