using System.Net;
using System.Net.Sockets;
using System.Text;
using Goji.Tool.Server;
using Goji.Tool.Server.Listening;

namespace Goji.Tool.Tests.Server;

public sealed class ServingHostileClients : ServerTest
{
    private const long Huge = 100L * 1024 * 1024;

    [Fact]
    public async Task Body_that_announces_more_than_the_server_takes_is_refused_before_it_is_sent()
    {
        var server = await ServeAsync();

        using var client = await ConnectAsync(server);
        await SendAsync(client, $"POST /webhooks/github HTTP/1.1\r\nHost: goji\r\nX-GitHub-Event: push\r\nX-Hub-Signature-256: sha256={new string('0', 64)}\r\nContent-Length: {Huge}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", await ReadAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_body_is_cut_off()
    {
        var server = await ServeAsync(arguments: ["--max-body", "1000000"]);
        using var client = await ConnectAsync(server);
        await SendAsync(client, $"POST /webhooks/github HTTP/1.1\r\nHost: goji\r\nX-GitHub-Event: push\r\nX-Hub-Signature-256: sha256={new string('0', 64)}\r\nTransfer-Encoding: chunked\r\n\r\n");
        var chunk = $"{64 * 1024:x}\r\n{new string('x', 64 * 1024)}\r\n";

        var sent = 0L;
        try
        {
            for (; sent < Huge; sent += chunk.Length)
            {
                await SendAsync(client, chunk);
            }
        }
        catch (IOException)
        {
            // The server has closed the connection, as it should.
        }

        Assert.True(sent < Huge, "The server took all of it.");
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/live"));
    }

    [Fact]
    public async Task Slow_clients_delay_no_other()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        var slow = new List<TcpClient>();
        for (var i = 0; i < 100; i++)
        {
            var client = await ConnectAsync(server);
            slow.Add(client);
            await SendAsync(client, $"POST /webhooks/github HTTP/1.1\r\nHost: goji\r\nX-GitHub-Event: push\r\nX-Hub-Signature-256: sha256={new string('0', 64)}\r\nContent-Length: 1000000\r\n\r\n{new string('x', i % 2 * 100_000)}");
        }

        using var response = await server.DeliverAsync(GitHubDelivery.Push());

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.StartsWith("HTTP/1.1 408 ", await ReadAsync(slow[0]), StringComparison.Ordinal);
        slow.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        var server = await ServeAsync();
        using var client = await ConnectAsync(server);

        await SendAsync(client, $"POST /webhooks/github HTTP/1.1\r\nHost: goji\r\nX-Long: {new string('x', 32 * 1024)}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", await ReadAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_listener_serves_its_own_paths_alone()
    {
        var server = await ServeAsync();

        foreach (var path in (string[])["/jobs/", "/.git/config", "/webhooks/", "/webhooks/github"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await server.StatusAsync(path));
        }

        foreach (var path in (string[])["/", "/metrics", "/health/live", "/health/ready", "/webhooks"])
        {
            using var response = await server.Client.GetAsync(new Uri(server.Webhooks, path));
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Path_in_another_spelling_than_its_own_is_refused_on_both_listeners()
    {
        var server = await ServeAsync();
        string[] targets =
        [
            "/webhooks/%2e%2e/", "/webhooks/%2E%2E/metrics", "/webhooks/../metrics", "/webhooks/./github", "/%77ebhooks/github",
            "/webhooks/github/../gitlab", "http://goji/webhooks/github",
        ];

        foreach (var target in targets)
        {
            foreach (var address in (Uri[])[server.Webhooks, server.Status])
            {
                using var client = new TcpClient { ReceiveTimeout = 60_000 };
                await client.ConnectAsync(IPAddress.Loopback, address.Port);
                await SendAsync(client, $"GET {target} HTTP/1.1\r\nHost: goji\r\n\r\n");

                Assert.StartsWith("HTTP/1.1 400 ", await ReadAsync(client), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Idle_connections_starve_neither_health_nor_deliveries()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        var idle = new List<TcpClient>();
        try
        {
            for (var i = 0; i < ServerLimits.WebhookConnections + 100; i++)
            {
                idle.Add(await ConnectAsync(server));
            }

            using var response = await server.DeliverAsync(GitHubDelivery.Push());

            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/health/live"));

            // The connections that were silent for longest have made room.
            Assert.Equal("", await ReadAsync(idle[0]));
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Source_that_is_refused_too_often_must_wait_and_is_still_accepted_when_it_signs()
    {
        var server = await ServeAsync();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < SourceRateLimiter.Burst * 2; i++)
        {
            using var response = await server.PostAsync("/webhooks/generic", "", ("Authorization", "Bearer wrong"));
            statuses.Add(response.StatusCode);
        }

        using var signed = await server.DeliverAsync(GitHubDelivery.Push());

        Assert.Equal(HttpStatusCode.Unauthorized, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(HttpStatusCode.Accepted, signed.StatusCode);
        var lines = server.Program.Output.Split('\n').Count(line => line.Contains("was refused", StringComparison.Ordinal));
        Assert.InRange(lines, 1, RefusalLog.LinesPerPeriod * 2);
    }

    [Fact]
    public async Task Every_method_is_answered_as_HTTP_expects()
    {
        var server = await ServeAsync();
        (string Method, string Path, int Status)[] requests =
        [
            ("HEAD", "/health/live", 200), ("HEAD", "/", 200), ("HEAD", "/metrics", 200), ("OPTIONS", "/", 204), ("OPTIONS", "/health/ready", 204),
            ("POST", "/health/live", 405), ("TRACE", "/", 405), ("OPTIONS", "/nothing", 404),
        ];

        foreach (var (method, path, status) in requests)
        {
            using var request = new HttpRequestMessage(new(method), path);
            using var response = await server.Client.SendAsync(request);

            Assert.Equal((method, path, status), (method, path, (int)response.StatusCode));
            Assert.Empty(await response.Content.ReadAsByteArrayAsync());
            Assert.Equal(status is 204 or 405, response.Content.Headers.Allow.Count > 0);
        }
    }

    private static async Task<TcpClient> ConnectAsync(RunningServer server)
    {
        var client = new TcpClient { ReceiveTimeout = 60_000 };
        await client.ConnectAsync(IPAddress.Loopback, server.Webhooks.Port);
        return client;
    }

    private static Task SendAsync(TcpClient client, string text) => client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();

    private static async Task<string> ReadAsync(TcpClient client)
    {
        var buffer = new byte[1024];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var count = await client.GetStream().ReadAsync(buffer, patience.Token);
            return Encoding.ASCII.GetString(buffer, 0, count);
        }
        catch (IOException)
        {
            // A connection that is aborted may be reset.
            return "";
        }
    }
}
