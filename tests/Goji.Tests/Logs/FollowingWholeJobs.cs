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

namespace Goji.Tests.Logs;

/// <summary>Jobs of several containers, pods and runs: what is shown and kept is line for line what the cluster has.</summary>
public sealed class FollowingWholeJobs : IDisposable, IProgress<JobOutputLine>
{
    private static readonly Uri Address = new("http://sandbox");

    private readonly TemporaryDirectory place = new();
    private readonly FastClock clock = new();
    private readonly SandboxCluster sandbox;
    private readonly HttpClient api;
    private readonly KubernetesCluster cluster;
    private readonly ConcurrentQueue<JobOutputLine> shown = [];

    public FollowingWholeJobs()
    {
        sandbox = new(new() { TimeProvider = clock });
        api = new(sandbox.CreateHandler()) { BaseAddress = Address };
        cluster = new(new HandlerTransport(sandbox.CreateHandler(), Address), null, new RecordedLog(), TimeProvider.System);
    }

    void IProgress<JobOutputLine>.Report(JobOutputLine value) => shown.Enqueue(value);

    public void Dispose()
    {
        cluster.Dispose();
        api.Dispose();
        sandbox.Dispose();
        place.Dispose();
    }

    [Fact]
    public async Task Init_container_sidecar_and_main_container_are_all_followed()
    {
        var containers = new JsonObject
        {
            ["initContainers"] = new JsonArray(Container("prepare"), Container("proxy", ("restartPolicy", "Always"))),
            ["containers"] = new JsonArray(Container("main")),
        };

        await FollowAsync(containers, ("sandbox.goji.run/log.prepare", "prepare {n}"), ("sandbox.goji.run/log.proxy", "proxy {n}"), ("sandbox.goji.run/log", "main {n}"));

        var written = await WrittenAsync(1);
        Assert.Equal(["main", "prepare", "proxy"], written.Keys.Select(key => key.Container).Order(StringComparer.Ordinal));
        AssertShown(written);
        Assert.Equal(["a.yaml main", "a.yaml prepare", "a.yaml proxy"], shown.Select(line => line.Source).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_pod_of_a_job_that_is_retried_three_times_is_followed_and_named()
    {
        await FollowAsync(Only("Never"), ("sandbox.goji.run/log", "line {n}"), ("sandbox.goji.run/result", "fail-times 3"));

        AssertShown(await WrittenAsync(4));
        var pods = shown.GroupBy(line => line.Pod).ToList();
        Assert.Equal("a.yaml", pods[0].First().Source);
        Assert.All(pods.Skip(1), pod => Assert.All(pod, line => Assert.Equal($"a.yaml {line.Pod[2..]}", line.Source)));
    }

    [Fact]
    public void Each_run_of_a_container_has_a_file_with_its_number_and_a_long_line_is_one_line_in_it()
    {
        var job = new FollowedJob("a.yaml", "01", new JobRun("default", "a") { Uid = "6f" }, isOnlyJob: true);
        using (var folder = new LogFolder(place["logs"]))
        {
            for (var restarts = 0; restarts < 3; restarts++)
            {
                var run = new PodContainer("default", "6f", "a-1", "7a", "main") { Restarts = restarts };
                folder.Write(job, run, new(null, "long") { HasRest = true });
                folder.Write(job, run, new(null, $" line {restarts}") { IsRest = true });
                folder.Write(job, run, new(null, "end"));
            }
        }

        var index = JsonNode.Parse(File.ReadAllText(place["logs/index.json"]))!["logs"]!.AsArray();
        Assert.Equal(
            [(0, 2, "a.yaml/01/a-1.main.log"), (1, 2, "a.yaml/01/a-1.main.restart-1.log"), (2, 2, "a.yaml/01/a-1.main.restart-2.log")],
            index.Select(entry => ((int)entry!["restarts"]!, (int)entry["lines"]!, (string)entry["path"]!)));
        Assert.All(index, entry => Assert.Equal($"long line {entry!["restarts"]}\nend\n", File.ReadAllText(place[$"logs/{entry["path"]}"])));
    }

    [Fact]
    public async Task Streams_that_are_all_cut_bring_every_line_of_every_container_once()
    {
        sandbox.Faults.Add(new(SandboxFaultKind.StreamCut) { Resource = "pods/log", Delay = TimeSpan.FromSeconds(5) });
        var containers = new JsonObject
        {
            ["initContainers"] = new JsonArray(Container("proxy", ("restartPolicy", "Always"))),
            ["containers"] = new JsonArray(Container("main")),
        };

        await FollowAsync(containers, ("sandbox.goji.run/log", "line {n}"), ("sandbox.goji.run/seconds", "40"));

        AssertShown(await WrittenAsync(1));
    }

    private static JsonObject Only(string restartPolicy) =>
        new() { ["restartPolicy"] = restartPolicy, ["containers"] = new JsonArray(Container("main")) };

    private static JsonObject Container(string name, params (string Name, string Value)[] more)
    {
        var container = new JsonObject { ["name"] = name, ["image"] = "busybox" };
        foreach (var (field, value) in more)
        {
            container[field] = value;
        }

        return container;
    }

    /// <summary>Follows a Job from its creation to its end.</summary>
    private async Task FollowAsync(JsonObject pod, params (string Name, string Value)[] annotations)
    {
        pod["restartPolicy"] ??= "Never";
        var marks = new JsonObject { ["sandbox.goji.run/seconds"] = "1", ["sandbox.goji.run/log-lines-per-second"] = "50" };
        foreach (var (name, value) in annotations)
        {
            marks[name] = value;
        }

        using var answer = await api.PostAsJsonAsync("apis/batch/v1/namespaces/default/jobs", new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject { ["name"] = "a" },
            ["spec"] = new JsonObject
            {
                ["backoffLimit"] = 3,
                ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = marks }, ["spec"] = pod },
            },
        });
        answer.EnsureSuccessStatusCode();
        var job = (await cluster.FindJobAsync("default", "a", CancellationToken.None))!;
        var run = new JobRun("default", "a") { Uid = job.Uid };
        var attempt = new Attempt("01", DateTimeOffset.UnixEpoch, "test") { Jobs = [run] };
        var sink = new LogSink(this, int.MaxValue, new(place["logs"]));
        await using var logs = new JobLogs(cluster, new(sink, TailLines: 1, new Secrets()) { DrainTime = TimeSpan.FromHours(1) }, clock);
        logs.Follow("a.yaml", attempt, run);
        await EndAsync().InTime();
        await logs.DrainAsync("a.yaml", attempt, run, CancellationToken.None).InTime();
    }

    private async Task EndAsync()
    {
        while (await cluster.FindJobAsync("default", "a", CancellationToken.None) is not { IsFinished: true })
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock);
        }
    }

    /// <summary>What the cluster has of each container.</summary>
    private async Task<IReadOnlyDictionary<(string Pod, string Container), IReadOnlyList<string>>> WrittenAsync(int pods)
    {
        sandbox.Faults.Clear();
        var list = (await api.GetFromJsonAsync<JsonObject>("api/v1/namespaces/default/pods"))!["items"]!.AsArray();
        Assert.Equal(pods, list.Count);
        var written = new Dictionary<(string, string), IReadOnlyList<string>>();
        foreach (var pod in list)
        {
            var spec = pod!["spec"]!;
            foreach (var container in (spec["initContainers"]?.AsArray() ?? []).Concat(spec["containers"]!.AsArray()))
            {
                var (name, of) = ((string)pod["metadata"]!["name"]!, (string)container!["name"]!);
                var text = await api.GetStringAsync($"api/v1/namespaces/default/pods/{name}/log?container={of}");
                written[(name, of)] = text.Split('\n')[..^1];
            }
        }

        return written;
    }

    private void AssertShown(IReadOnlyDictionary<(string Pod, string Container), IReadOnlyList<string>> written) => Assert.All(
        written,
        log => Assert.Equal(log.Value, shown.Where(line => (line.Pod, line.Container) == log.Key).Select(line => line.Text)));
}
