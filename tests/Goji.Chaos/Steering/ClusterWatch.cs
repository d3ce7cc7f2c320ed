using Goji.Sandbox;

namespace Goji.Chaos.Steering;

/// <summary>Watches all Jobs and pods of a cluster from its beginning.</summary>
internal sealed class ClusterWatch : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<ClusterEvent> events = [];
    private readonly CancellationTokenSource end = new();
    private readonly HttpClient client;
    private readonly Task[] watches;

    public ClusterWatch(SandboxCluster cluster)
    {
        client = new(cluster.CreateHandler()) { BaseAddress = new("http://sandbox"), Timeout = Timeout.InfiniteTimeSpan };
        watches = [WatchAsync("/apis/batch/v1/jobs", isPod: false), WatchAsync("/api/v1/pods", isPod: true)];
    }

    /// <summary>The events so far, in the order in which they happened in the cluster.</summary>
    public IReadOnlyList<ClusterEvent> Events
    {
        get
        {
            lock (gate)
            {
                return [.. events.OrderBy(each => each.Version)];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await Task.WhenAll(watches).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
        end.Dispose();
    }

    private async Task WatchAsync(string path, bool isPod)
    {
        using var response = await client.GetAsync(
            new Uri($"{path}?watch=true&timeoutSeconds=3600", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, end.Token);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(end.Token));
        while (await lines.ReadLineAsync(end.Token) is { } line)
        {
            var happened = ClusterEvent.Parse(line, isPod);
            lock (gate)
            {
                events.Add(happened);
            }
        }
    }
}
