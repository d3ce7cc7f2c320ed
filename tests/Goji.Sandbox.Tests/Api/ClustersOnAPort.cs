using System.Net;
using System.Net.Http.Json;
using k8s;

namespace Goji.Sandbox.Tests.Api;

public class ClustersOnAPort
{
    [Fact]
    public async Task Many_jobs_are_created_at_once_each_exactly_once()
    {
        using var cluster = new SandboxCluster();
        await using var listener = await cluster.ListenAsync();
        using var http = new HttpClient { BaseAddress = listener.Address };
        var codes = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (index, end) =>
        {
            using var answer = await http.PostAsJsonAsync(TestJob.Path, TestJob.Of(name: $"job-{index / 2}"), end);
            codes.Add(answer.StatusCode);
        });

        Assert.Equal((500, 500), (codes.Count(code => code == HttpStatusCode.Created), codes.Count(code => code == HttpStatusCode.Conflict)));
        Assert.Equal(500, cluster.Audit.Jobs.Count);
        Assert.Equal(500, cluster.Audit.Jobs.Select(entry => entry.Name).Distinct().Count());
    }

    [Fact]
    public async Task The_kubernetes_client_lists_watches_and_reads_logs()
    {
        using var cluster = new SandboxCluster();
        await using var listener = await cluster.ListenAsync();
        using var client = new Kubernetes(new KubernetesClientConfiguration { Host = listener.Address.ToString() });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await client.BatchV1.CreateNamespacedJobAsync(Model(TestJob.Of(seconds: 0.2).With("log", "done")), "default", cancellationToken: patience.Token);

        await foreach (var (_, job) in client.BatchV1.WatchListNamespacedJobAsync("default", cancellationToken: patience.Token))
        {
            if (job.Status.Conditions?.Any(condition => condition.Type == "Complete") == true)
            {
                break;
            }
        }

        var pods = await client.CoreV1.ListNamespacedPodAsync("default", labelSelector: "job-name=work", cancellationToken: patience.Token);
        using var log = await client.CoreV1.ReadNamespacedPodLogAsync(Assert.Single(pods.Items).Metadata.Name, "default", cancellationToken: patience.Token);
        using var reader = new StreamReader(log);
        Assert.Equal("done\n", await reader.ReadToEndAsync(patience.Token));
    }

    [Fact]
    public async Task The_kubernetes_client_talks_to_it_in_memory()
    {
        using var cluster = new TestCluster();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await cluster.Client.BatchV1.CreateNamespacedJobAsync(Model(TestJob.Of()), "default", fieldValidation: "Strict", cancellationToken: patience.Token);

        var seen = new List<string>();
        await foreach (var (type, job) in cluster.Client.BatchV1.WatchListNamespacedJobAsync("default", cancellationToken: patience.Token))
        {
            seen.Add($"{type} {job.Status.Conditions?[^1].Type}");
            if (seen.Count == 3)
            {
                break;
            }

            if (seen.Count == 1)
            {
                cluster.Pass(1);
            }
        }

        Assert.Equal(["Added ", "Modified SuccessCriteriaMet", "Modified Complete"], seen);
    }

    [Fact]
    public async Task A_watch_over_the_port_sends_changes_that_time_causes()
    {
        using var cluster = new TestCluster();
        await using var listener = await cluster.Cluster.ListenAsync();
        using var http = new HttpClient { BaseAddress = listener.Address };
        await cluster.CreateAsync(TestJob.Of(seconds: 5));
        using var watch = await TestWatch.OpenAsync(http, $"{TestJob.Path}?watch=true");
        await watch.NextAsync();

        var change = await watch.NextWhilePassingAsync(cluster, seconds: 5);

        Assert.Equal("SuccessCriteriaMet=True CompletionsReached", change.Body.Conditions()[^1]);
    }

    [Fact]
    public async Task A_broken_connection_is_broken_for_the_client_too()
    {
        using var cluster = new SandboxCluster();
        await using var listener = await cluster.ListenAsync();
        using var http = new HttpClient { BaseAddress = listener.Address };
        cluster.Faults.Add(new SandboxFault(SandboxFaultKind.ResponseLost) { Verb = "create" });

        await Assert.ThrowsAsync<HttpRequestException>(() => http.PostAsJsonAsync(TestJob.Path, TestJob.Of()));

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"{TestJob.Path}/work")).StatusCode);
    }

    [Theory]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length: 99999999999999999999")]
    [InlineData("Content-Length: 2000000000")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nFFFFFFFF")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n-5")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz")]
    public async Task Invalid_content_length_closes_the_connection_alone(string header)
    {
        using var cluster = new SandboxCluster();
        await using var listener = await cluster.ListenAsync();
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, listener.Address.Port);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"POST /{TestJob.Path} HTTP/1.1\r\n{header}\r\n\r\n"));

        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]));
        using var http = new HttpClient { BaseAddress = listener.Address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(TestJob.Path)).StatusCode);
    }

    private static k8s.Models.V1Job Model(System.Text.Json.Nodes.JsonObject job) => KubernetesJson.Deserialize<k8s.Models.V1Job>(job.ToJsonString());
}
