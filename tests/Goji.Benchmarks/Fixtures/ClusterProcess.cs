using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Benchmarks.Measuring;

namespace Goji.Benchmarks.Fixtures;

/// <summary>The cluster that both sides of a comparison talk to.</summary>
internal sealed class ClusterProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient client;
    private int namespaces;

    private ClusterProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
        client = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public static async Task<ClusterProcess> StartAsync()
    {
        var process = Process.Start(MeasuredProcess.Self("serve"))!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The cluster did not start.");
        var cluster = new ClusterProcess(process, new Uri(address));
        await cluster.WarmUpAsync();
        return cluster;
    }

    public string WriteKubeconfig(string path, string @namespace)
    {
        File.WriteAllText(path, $$"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: benchmark
              cluster:
                server: {{Address.GetLeftPart(UriPartial.Authority)}}
            contexts:
            - name: benchmark
              context:
                cluster: benchmark
                namespace: {{@namespace}}
            current-context: benchmark

            """);
        return path;
    }

    public async Task<string> NewNamespaceAsync()
    {
        var name = $"round-{++namespaces}";
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = name } };
        using var response = await client.PostAsJsonAsync("api/v1/namespaces", body);
        response.EnsureSuccessStatusCode();
        return name;
    }

    public async Task DeleteNamespaceAsync(string name)
    {
        using var response = await client.DeleteAsync($"api/v1/namespaces/{name}");
        response.EnsureSuccessStatusCode();
    }

    public async Task<int> CountJobsAsync(string @namespace)
    {
        using var page = JsonDocument.Parse(await client.GetByteArrayAsync($"apis/batch/v1/namespaces/{@namespace}/jobs"));
        return page.RootElement.GetProperty("items").GetArrayLength();
    }

    public async Task WaitUntilCompleteAsync(string @namespace, string name)
    {
        while (true)
        {
            using var job = JsonDocument.Parse(await client.GetByteArrayAsync($"apis/batch/v1/namespaces/{@namespace}/jobs/{name}"));
            if (job.RootElement.GetProperty("status").TryGetProperty("completionTime", out _))
            {
                return;
            }

            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        client.Dispose();
    }

    /// <summary>A server that has only just begun is slow at first, and whoever is measured first would pay for it.</summary>
    private async Task WarmUpAsync()
    {
        var space = await NewNamespaceAsync();
        for (var i = 0; i < 1000; i++)
        {
            using var content = new ByteArrayContent(Manifests.Json(space, $"warm-{i}"));
            content.Headers.ContentType = new("application/json");
            using var response = await client.PostAsync($"apis/batch/v1/namespaces/{space}/jobs?fieldValidation=Strict", content);
            response.EnsureSuccessStatusCode();
        }

        for (var i = 0; i < 5; i++)
        {
            await CountJobsAsync(space);
        }

        await DeleteNamespaceAsync(space);
    }
}
