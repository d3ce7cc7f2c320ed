using System.Net;
using System.Text;
using System.Text.Json;
using Goji.Testing;
using Goji.Tool.Server.Webhooks.Payloads;

namespace Goji.Tool.Tests.Server.Webhooks;

public sealed class TakingGitHubDeliveries : ServerTest
{
    [Fact]
    public async Task Push_is_accepted_at_once_and_its_job_is_run_to_the_verdict()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a", seconds: 2)), ("queued/b.yaml", JobFiles.Job("b", "fail")));

        using var response = await server.DeliverAsync(GitHubDelivery.Push());

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await JobsBecomeAsync(server, "failed/b.yaml", "succeeded/a.yaml");
        Assert.Equal(1, Created("a"));
        await Eventually.IsTrueAsync(async () => await server.MetricAsync("goji_jobs{state=\"succeeded\"}") == 1, () => server.Program.Output);
        Assert.Equal(1, await server.MetricAsync("goji_job_moves_total{state=\"failed\"}"));
        Assert.Contains("1 failed, 0 processing: Goji", await server.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_that_is_not_signed_with_the_secret_is_refused_with_one_line_and_runs_nothing()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        var passes = await server.PassesAsync();
        var payload = GitHubDelivery.Push();
        var signature = GitHubDelivery.Sign(payload, RunningServer.GitHubSecret);
        (string Name, string Value)[][] attempts =
        [
            [],
            [("X-Hub-Signature-256", "")],
            [("X-Hub-Signature-256", signature["sha256=".Length..])],
            [("X-Hub-Signature-256", signature[..^1])],
            [("X-Hub-Signature-256", signature + "0")],
            [("X-Hub-Signature-256", "sha256=" + new string('z', 64))],
            [("X-Hub-Signature-256", signature), ("X-Hub-Signature-256", signature)],
            [("X-Hub-Signature-256", GitHubDelivery.Sign(payload, "another secret"))],
            [("X-Hub-Signature-256", GitHubDelivery.Sign(payload + " ", RunningServer.GitHubSecret))],
            [("X-Hub-Signature", "sha1=" + new string('0', 40))],
        ];

        foreach (var headers in attempts)
        {
            using var response = await server.PostAsync("/webhooks/github", payload, [("X-GitHub-Event", "push"), .. headers]);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        await Eventually.IsTrueAsync(
            () => server.Program.Output.Split('\n').Count(line => line.Contains("was refused", StringComparison.Ordinal)) == attempts.Length, () => server.Program.Output);
        Assert.Equal(attempts.Length, await server.MetricAsync("goji_webhook_deliveries_total{source=\"github\",result=\"refused\"}"));
        Assert.Equal(passes, await server.PassesAsync());
        Assert.DoesNotContain("Secret to Everybody", server.Program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_that_calls_for_no_pass_is_answered_and_ignored()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        var passes = await server.PassesAsync();

        Assert.Equal("Goji is here.", await ResponseTextAsync(server, GitHubDelivery.Ping, "ping"));
        Assert.Equal("Ignored: only pushes matter here.", await ResponseTextAsync(server, "{}", "issues"));
        Assert.Equal("Ignored: it is not to the branch that jobs are queued on.", await ResponseTextAsync(server, GitHubDelivery.Push("feature")));
        Assert.Equal("Ignored: it updates no branch.", await ResponseTextAsync(server, GitHubDelivery.Push(deleted: true)));
        Assert.Equal("Ignored: a pass of Goji made it.", await ResponseTextAsync(server, GitHubDelivery.Push(message: "Process 2 jobs\n\nqueued/a.yaml", name: "goji", email: "goji@localhost")));
        Assert.Equal(passes, await server.PassesAsync());
    }

    [Fact]
    public async Task Job_that_was_requeued_with_the_command_is_run_although_the_committer_is_the_servers()
    {
        Origin.Commit("Finished", ("failed/a.yaml", JobFiles.Job("a")));
        var server = await ServeAsync();
        await server.ReadyAsync();
        (await GojiProgram.RunAsync(Place.Path, ["requeue", "a.yaml", "--directory", "jobs"])).EndedWith(0);

        var text = await ResponseTextAsync(server, GitHubDelivery.Push(
            message: Origin.Git("log", "-1", "--format=%B", "main"), name: Origin.Git("log", "-1", "--format=%cn", "main"), email: Origin.Git("log", "-1", "--format=%ce", "main")));

        Assert.Equal("A pass follows.", text);
        await JobsBecomeAsync(server, "succeeded/a.yaml");
    }

    [Fact]
    public async Task Every_commit_of_a_real_pass_is_known_as_such()
    {
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")), ("queued/b.yaml", "no manifest"));
        var server = await ServeAsync();
        await JobsBecomeAsync(server, "failed/b.yaml", "succeeded/a.yaml");

        var commits = Origin.Git("log", "--committer=goji@localhost", "--format=%B%x00", "main").Split('\0', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.NotEmpty(commits);
        foreach (var message in commits)
        {
            Assert.Equal("Ignored: a pass of Goji made it.", await ResponseTextAsync(server, GitHubDelivery.Push(message: message, name: "goji", email: "goji@localhost")));
        }
    }

    [Fact]
    public async Task Form_is_as_good_as_json()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        var body = "payload=" + Uri.EscapeDataString(GitHubDelivery.Push("feature"));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Webhooks, "/webhooks/github"))
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
            Headers = { { "X-GitHub-Event", "push" }, { "X-Hub-Signature-256", GitHubDelivery.Sign(body, RunningServer.GitHubSecret) } },
        };

        using var response = await server.Client.SendAsync(request);

        Assert.Equal("Ignored: it is not to the branch that jobs are queued on.", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"ref\":7}")]
    [InlineData("{\"ref\":null}")]
    [InlineData("{\"ref\":\"refs/heads/main\"")]
    [InlineData("{\"ref\":\"refs/heads/main\",\"after\":null}")]
    [InlineData("{\"ref\":\"refs/heads/main\",\"deleted\":null}")]
    [InlineData("{\"ref\":\"refs/heads/main\",\"commits\":[null]}")]
    [InlineData("{\"ref\":\"refs/heads/main\",\"commits\":{}}")]
    [InlineData("{\"ref\":\"refs/heads/main\",\"commits\":[{\"message\":null,\"committer\":{\"name\":\"goji\",\"email\":\"goji@localhost\"}}]}")]
    public void Payload_that_is_not_that_of_a_push_is_malformed(string payload) =>
        Assert.ThrowsAny<JsonException>(() => GitPushPayload.Parse(Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public async Task Signed_payload_that_is_malformed_is_answered_400_and_counted()
    {
        var server = await ServeAsync();

        using var nothing = await server.DeliverAsync("{\"ref\":\"refs/heads/main\",\"commits\":[null]}");
        using var form = await server.PostAsync(
            "/webhooks/github", "a=b", "application/x-www-form-urlencoded", ("X-GitHub-Event", "push"), ("X-Hub-Signature-256", GitHubDelivery.Sign("a=b", RunningServer.GitHubSecret)));

        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, form.StatusCode);
        Assert.Equal(2, await server.MetricAsync("goji_webhook_deliveries_total{source=\"github\",result=\"malformed\"}"));
    }

    private static async Task<string> ResponseTextAsync(RunningServer server, string payload, string @event = "push")
    {
        using var response = await server.DeliverAsync(payload, @event);
        return await response.Content.ReadAsStringAsync();
    }
}
