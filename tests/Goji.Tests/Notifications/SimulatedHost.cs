using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Goji.Tests.Notifications;

/// <summary>A Git host in memory, with a limit for the number of requests and faults.</summary>
internal sealed class SimulatedHost(TimeProvider time) : HttpMessageHandler
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Commit, string Context), List<string>> statuses = [];
    private readonly Random random = new(14);
    private DateTimeOffset windowEnds;
    private int inWindow;

    /// <summary>The number of requests in a minute; more are refused.</summary>
    public int PerMinute { get; init; } = int.MaxValue;

    /// <summary>Which part of the requests fails.</summary>
    public double Faults { get; set; }

    public int Requests { get; private set; }

    /// <summary>The states of a status, oldest first.</summary>
    public IReadOnlyList<string> StatesOf(string commit, string context)
    {
        lock (gate)
        {
            return statuses.TryGetValue((commit, context), out var states) ? [.. states] : [];
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        lock (gate)
        {
            Requests++;
            var now = time.GetUtcNow();
            (windowEnds, inWindow) = now >= windowEnds ? (now.AddMinutes(1), 1) : (windowEnds, inWindow + 1);
            if (inWindow > PerMinute)
            {
                var limited = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("{}", Encoding.UTF8) };
                limited.Headers.RetryAfter = new(windowEnds - now);
                return limited;
            }

            if (random.NextDouble() < Faults)
            {
                return new(HttpStatusCode.BadGateway) { Content = new StringContent("<html>bad gateway</html>") };
            }

            var key = (request.RequestUri!.Segments[^1], body["context"]!.GetValue<string>());
            statuses.TryAdd(key, []);
            statuses[key].Add(body["state"]!.GetValue<string>());
            return new(HttpStatusCode.Created) { Content = new StringContent("{}", Encoding.UTF8) };
        }
    }
}
