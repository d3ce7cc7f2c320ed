using System.Net;

namespace Goji.Tool.Tests.Server;

public sealed class TakingOtherDeliveries : ServerTest
{
    private const string GitLabPush = """{"object_kind":"push","ref":"refs/heads/main","after":"1b8c3f0e","commits":[{"message":"Queue","author":{"name":"A Person","email":"person@example.com"}}]}""";

    [Fact]
    public async Task GitLabs_push_is_believed_with_its_token()
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
    public async Task Any_sender_is_believed_with_the_bearer_token()
    {
        var server = await ServeAsync();
        await server.ReadyAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));

        using var missing = await server.PostAsync("/webhooks/generic", "");
        using var wrong = await server.PostAsync("/webhooks/generic", "", ("Authorization", "Bearer generic-tokens"));
        using var other = await server.PostAsync("/webhooks/generic", "", ("Authorization", "Basic generic-token"));
        using var right = await server.PostAsync("/webhooks/generic", "whatever", ("Authorization", "Bearer generic-token"));

        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Accepted],
            new[] { missing, wrong, other, right }.Select(response => response.StatusCode));
        await JobsBecomeAsync(server, "succeeded/a.yaml");
    }

    [Fact]
    public async Task Webhook_without_a_secret_is_not_there()
    {
        using var server = await RunningServer.StartAsync(Place.Path, ["--repository", Origin.Path, "--sandbox"], []);

        using var response = await server.DeliverAsync(GitHubDelivery.Push());

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("No webhook is switched on", server.Program.Output, StringComparison.Ordinal);
    }
}
