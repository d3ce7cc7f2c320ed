using Goji.Notifications.Http;
using Goji.Notifications.Statuses;
using Goji.Ports.Notifications;
using Goji.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Notifications;

/// <summary>What follows from the answers of a server on a real connection.</summary>
public sealed class NotificationClientTests : IDisposable
{
    private readonly ApiServer server = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => server.Dispose();

    [Theory]
    [InlineData(200, "Delivered")]
    [InlineData(201, "Delivered")]
    [InlineData(203, "Denied")]
    [InlineData(302, "Denied")]
    [InlineData(400, "Refused")]
    [InlineData(401, "Denied")]
    [InlineData(403, "Denied")]
    [InlineData(404, "Refused")]
    [InlineData(422, "Refused")]
    [InlineData(429, "Limited")]
    [InlineData(500, "Failed")]
    [InlineData(502, "Failed")]
    [InlineData(503, "Failed")]
    public async Task Status_decides(int status, string kind)
    {
        server.Respond = _ => ApiServer.Response(status, """{"message":"No"}""");

        Assert.Equal(Enum.Parse<SendResultKind>(kind), (await SendAsync()).Kind);
    }

    [Fact]
    public async Task Status_that_GitLab_has_already_is_delivered()
    {
        server.Respond = _ => ApiServer.Response(400, """{"message":"Cannot transition status via :run from :running (Reason(s): Status cannot transition via \"run\")"}""");

        Assert.Equal(SendResultKind.Delivered, (await SendAsync(GitHostKind.GitLab)).Kind);
    }

    [Fact]
    public async Task Connection_that_is_cut_is_a_failure()
    {
        server.Respond = _ => null;

        Assert.Equal(SendResultKind.Failed, (await SendAsync()).Kind);
    }

    [Fact]
    public async Task Truncated_response_is_a_failure()
    {
        server.Respond = _ => "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{";

        Assert.Equal(SendResultKind.Failed, (await SendAsync()).Kind);
    }

    [Fact]
    public async Task Server_that_does_not_answer_is_given_ten_seconds()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Respond = _ =>
        {
            asked.TrySetResult();
            return "...";
        };

        var sending = SendAsync();
        await asked.Task.InTime();
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(new SendResult(SendResultKind.Failed, "no answer within 10s"), await sending.InTime());
    }

    [Fact]
    public async Task Redirect_on_the_same_server_is_followed_with_the_whole_request()
    {
        server.Respond = call => call.Line.Contains("/moved", StringComparison.Ordinal)
            ? ApiServer.Response(201, "{}")
            : ApiServer.Response(307, "", "Location: /moved");

        Assert.Equal(SendResultKind.Delivered, (await SendAsync()).Kind);
        Assert.Equal(["POST", "POST"], server.Calls.Select(call => call.Line.Split(' ')[0]));
        Assert.Equal(server.Calls[0].Body, server.Calls[1].Body);
        Assert.Equal("Bearer t0k3n", server.Calls[1].Headers["Authorization"]);
    }

    [Fact]
    public async Task Redirect_to_another_server_is_not_followed()
    {
        using var other = new ApiServer();
        server.Respond = _ => ApiServer.Response(307, "", $"Location: {other.Address}/statuses?token=1");

        var result = await SendAsync();

        Assert.Equal(new SendResult(SendResultKind.Denied, $"307 RedirectKeepVerb to '{other.Address}/statuses'"), result);
        Assert.Empty(other.Calls);
    }

    [Fact]
    public async Task Answer_of_any_size_is_read_in_part()
    {
        server.Respond = _ => ApiServer.Response(422, new string('x', 1_000_000));

        var result = await SendAsync();

        Assert.Equal(SendResultKind.Refused, result.Kind);
        Assert.InRange(result.Detail.Length, 1, 400);
    }

    private async Task<SendResult> SendAsync(GitHostKind kind = GitHostKind.GitHub)
    {
        var api = StatusApis.Of(new() { StatusApi = server.Address, StatusToken = "t0k3n", StatusHost = kind }, "https://git.example/acme/jobs", out _)!;
        using var client = new NotificationClient(handler: null, clock);
        return await client.SendAsync(() => api.RequestOf(new("0123", "goji/a.yaml", NotificationState.Running, "running")), api.Judge, access: null, CancellationToken.None);
    }
}
