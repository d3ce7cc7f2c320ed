using System.Net;
using System.Text;
using Goji.Testing;

namespace Goji.Tool.Tests.Server.Webhooks;

public sealed class TakingOtherDeliveries : ServerTest
{
    private const string GitLabPush = """{"object_kind":"push","ref":"refs/heads/main","after":"1b8c3f0e","commits":[{"message":"Queue","author":{"name":"A Person","email":"person@example.com"}}]}""";

    [Fact]
    public async Task Push_of_GitLab_is_accepted_with_its_token()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));

        using var missing = await server.PostAsync("/webhooks/gitlab", GitLabPush, ("X-Gitlab-Event", "Push Hook"));
        using var wrong = await server.PostAsync("/webhooks/gitlab", GitLabPush, ("X-Gitlab-Event", "Push Hook"), ("X-Gitlab-Token", "gitlab-toke"));
        using var other = await server.PostAsync("/webhooks/gitlab", "{}", ("X-Gitlab-Event", "Issue Hook"), ("X-Gitlab-Token", "gitlab-token"));
        using var right = await server.PostAsync("/webhooks/gitlab", GitLabPush, ("X-Gitlab-Event", "Push Hook"), ("X-Gitlab-Token", "gitlab-token"));

        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.Accepted],
            new[] { missing, wrong, other, right }.Select(response => response.StatusCode));
        await JobsBecomeAsync(server, "succeeded/a.yaml");
    }

    [Fact]
    public async Task Any_sender_is_accepted_with_the_bearer_token()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));

        using var missing = await server.PostAsync("/webhooks/generic", "");
        using var wrong = await server.PostAsync("/webhooks/generic", "", ("Authorization", "Bearer generic-tokens"));
        using var other = await server.PostAsync("/webhooks/generic", "", ("Authorization", "Basic generic-token"));
        using var basic = await server.PostAsync("/webhooks/generic", "", ("Authorization", BasicOf("anybody", "generic-token")));
        using var signed = await server.PostAsync("/webhooks/generic", "text", ("X-Hub-Signature-256", GitHubDelivery.Sign("text", "generic-token")));
        using var forged = await server.PostAsync("/webhooks/generic", "text", ("X-Hub-Signature-256", GitHubDelivery.Sign("text", "another")));
        using var right = await server.PostAsync("/webhooks/generic", "whatever", ("Authorization", "Bearer generic-token"));

        Assert.All(new[] { missing, wrong, other, forged }, response => Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode));
        Assert.All(new[] { basic, signed, right }, response => Assert.Equal(HttpStatusCode.Accepted, response.StatusCode));
        await JobsBecomeAsync(server, "succeeded/a.yaml");
    }

    [Fact]
    public async Task Bitbucket_and_Azure_DevOps_have_paths_of_their_own()
    {
        var server = await ServeAsync();
        const string Push = """{"push":{"changes":[{"new":{"type":"branch","name":"main"}}]}}""";

        using var bitbucket = await server.PostAsync(
            "/webhooks/bitbucket", Push, ("X-Event-Key", "repo:push"), ("X-Hub-Signature", GitHubDelivery.Sign(Push, RunningServer.GitHubSecret)));
        using var azure = await server.PostAsync(
            "/webhooks/azure", """{"eventType":"git.push","resource":{"refUpdates":[{"name":"refs/heads/main"}]}}""", ("Authorization", BasicOf("", "azure-password")));

        Assert.Equal(HttpStatusCode.Accepted, bitbucket.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, azure.StatusCode);
    }

    [Fact]
    public async Task Secret_in_a_file_is_read_again_when_it_changes()
    {
        File.WriteAllText(Place["secret"], "first-secret\n");
        using var server = await RunningServer.StartAsync(
            Place.Path, ["--repository", Origin.Path, "--sandbox"], new() { ["GITHUB_WEBHOOK_SECRET_FILE"] = Place["secret"] });
        async Task<HttpStatusCode> DeliverAsync(string secret)
        {
            using var response = await server.DeliverAsync(GitHubDelivery.Push("other"), secret: secret);
            return response.StatusCode;
        }

        await server.ReadyAsync();
        Assert.Equal(HttpStatusCode.OK, await DeliverAsync("first-secret"));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync("second-secret"));
        File.WriteAllText(Place["secret"], "second-secret\n");

        await Eventually.IsTrueAsync(async () => await DeliverAsync("second-secret") == HttpStatusCode.OK, () => server.Program.Output);
        Assert.Equal(HttpStatusCode.OK, await DeliverAsync("first-secret"));
    }

    [Fact]
    public async Task Webhook_without_a_secret_returns_404()
    {
        using var server = await RunningServer.StartAsync(Place.Path, ["--repository", Origin.Path, "--sandbox"], []);

        using var response = await server.DeliverAsync(GitHubDelivery.Push());

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("No webhook has a secret", server.Program.Output, StringComparison.Ordinal);
    }

    private static string BasicOf(string user, string password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
