using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goji.Tool.Tests.Server;

public sealed class BearingHostileClients : ServerTest
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
    public async Task Slow_clients_hold_nobody_up()
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

    [Theory]
    [InlineData("/jobs/")]
    [InlineData("/.git/config")]
    [InlineData("/webhooks/")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    public async Task No_folder_is_served(string path)
    {
        var server = await ServeAsync();
        await server.ReadyAsync();

        Assert.Equal(HttpStatusCode.NotFound, await server.StatusAsync(path));
    }

    private static async Task<TcpClient> ConnectAsync(RunningServer server)
    {
        var client = new TcpClient { ReceiveTimeout = 60_000 };
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        return client;
    }

    private static Task SendAsync(TcpClient client, string text) => client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();

    private static async Task<string> ReadAsync(TcpClient client)
    {
        var buffer = new byte[1024];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var count = await client.GetStream().ReadAsync(buffer, patience.Token);
        return Encoding.ASCII.GetString(buffer, 0, count);
    }
}
