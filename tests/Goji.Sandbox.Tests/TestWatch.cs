using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests;

/// <summary>The client's end of a watch.</summary>
public sealed class TestWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private TestWatch(HttpResponseMessage response, Stream stream)
    {
        this.response = response;
        lines = new StreamReader(stream);
    }

    public static async Task<TestWatch> OpenAsync(HttpClient http, string path)
    {
        var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        return new TestWatch(response, await response.Content.ReadAsStreamAsync());
    }

    public async Task<WatchEvent> NextAsync() => Read(await lines.ReadLineAsync().WaitAsync(Patience));

    /// <summary>Moves the clock again and again until a change arrives: the timer of the watch may be set after any one move.</summary>
    public async Task<WatchEvent> NextWhilePassingAsync(TestCluster cluster, double seconds)
    {
        var next = lines.ReadLineAsync();
        for (var moves = 0; !next.IsCompleted && moves < 1000; moves++)
        {
            cluster.Pass(seconds);
            await Task.WhenAny(next, Task.Delay(10));
        }

        return Read(await next.WaitAsync(Patience));
    }

    public async Task<bool> HasEndedAsync() => await lines.ReadLineAsync().WaitAsync(Patience) is null;

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }

    private static WatchEvent Read(string? line)
    {
        var change = JsonNode.Parse(line ?? throw new InvalidOperationException("The watch has ended."))!;
        return new WatchEvent((string)change["type"]!, change["object"]!.AsObject());
    }

    public sealed record WatchEvent(string Type, JsonObject Body);
}
