using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Sandbox.Tests;

/// <summary>A cluster whose clock only a test moves, and two ways to send requests to it.</summary>
public sealed class TestCluster : IDisposable
{
    public TestCluster(string? stateFile = null, FakeTimeProvider? clock = null, bool hasKueue = true)
    {
        Clock = clock ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        Cluster = new SandboxCluster(new SandboxOptions { TimeProvider = Clock, StateFile = stateFile, StateFileTimeout = TimeSpan.Zero, HasKueue = hasKueue });
        Http = new HttpClient(Cluster.CreateHandler()) { BaseAddress = new Uri("http://sandbox/") };
        Client = new Kubernetes(new KubernetesClientConfiguration { Host = "http://sandbox" }, Cluster.CreateDelegatingHandler());
    }

    public FakeTimeProvider Clock { get; }

    public SandboxCluster Cluster { get; }

    public HttpClient Http { get; }

    public Kubernetes Client { get; }

    public void Pass(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> CreateAsync(JsonObject job, string query = "") => PostAsync($"apis/batch/v1/namespaces/default/jobs{query}", job);

    public Task<Answer> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PatchAsync(string path, JsonNode patch, string type = "application/merge-patch+json") => SendAsync(HttpMethod.Patch, path, patch, type);

    public Task<Answer> DeleteAsync(string path, JsonNode? options = null) => SendAsync(HttpMethod.Delete, path, options);

    public async Task<JsonObject> JobAsync(string name = "work") => (await GetAsync($"{TestJob.Path}/{name}")).Body;

    public async Task<JsonObject[]> PodsAsync(string query = "") =>
        [.. (await GetAsync($"api/v1/namespaces/default/pods{query}")).Body["items"]!.AsArray().Select(pod => pod!.AsObject())];

    public async Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, text, response.Headers);
    }

    public void Dispose()
    {
        Http.Dispose();
        Client.Dispose();
        Cluster.Dispose();
    }
}
