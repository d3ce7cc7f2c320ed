using System.Text;
using Goji.Notifications.Http;
using Goji.Notifications.Statuses;
using Goji.Ports.Notifications;

namespace Goji.Tests.Notifications;

/// <summary>The requests as the documentation of each host has them, as a server gets them.</summary>
public sealed class StatusRequestTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly ApiServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task GitHub_gets_a_status_of_the_commit()
    {
        var call = await SendAsync(GitHostKind.GitHub, "acme/jobs", NotificationState.Failed);

        Assert.Equal($"POST /repos/acme/jobs/statuses/{Commit} HTTP/1.1", call.Line);
        Assert.Equal("Bearer t0k3n", call.Headers["Authorization"]);
        Assert.Equal("application/vnd.github+json", call.Headers["Accept"]);
        Assert.Equal("2022-11-28", call.Headers["X-GitHub-Api-Version"]);
        Assert.Equal("application/json; charset=utf-8", call.Headers["Content-Type"]);
        Assert.Equal("Goji", call.Headers["User-Agent"]);
        Assert.Equal(
            """{"state":"failure","description":"it failed","context":"goji/team-a/migrate.yaml","target_url":"https://goji.example/jobs/team-a/migrate.yaml"}""",
            call.Body);
    }

    [Fact]
    public async Task GitLab_gets_a_status_of_the_commit_of_a_project_in_groups()
    {
        var call = await SendAsync(GitHostKind.GitLab, "acme/platform/jobs", NotificationState.Running);

        Assert.Equal($"POST /projects/acme%2Fplatform%2Fjobs/statuses/{Commit} HTTP/1.1", call.Line);
        Assert.Equal("Bearer t0k3n", call.Headers["Authorization"]);
        Assert.Equal(
            """{"state":"running","name":"goji/team-a/migrate.yaml","description":"it failed","target_url":"https://goji.example/jobs/team-a/migrate.yaml"}""",
            call.Body);
    }

    [Fact]
    public async Task Gitea_gets_a_status_of_the_commit()
    {
        var call = await SendAsync(GitHostKind.Gitea, "acme/jobs", NotificationState.Unknown);

        Assert.Equal($"POST /repos/acme/jobs/statuses/{Commit} HTTP/1.1", call.Line);
        Assert.Equal("token t0k3n", call.Headers["Authorization"]);
        Assert.Equal(
            """{"state":"error","description":"it failed","context":"goji/team-a/migrate.yaml","target_url":"https://goji.example/jobs/team-a/migrate.yaml"}""",
            call.Body);
    }

    [Fact]
    public async Task Bitbucket_gets_a_build_status_with_a_key_of_40_characters_at_most()
    {
        var call = await SendAsync(GitHostKind.Bitbucket, "acme/jobs", NotificationState.Succeeded);

        Assert.Equal($"POST /repositories/acme/jobs/commit/{Commit}/statuses/build HTTP/1.1", call.Line);
        Assert.Equal("Bearer t0k3n", call.Headers["Authorization"]);
        Assert.Equal(("SUCCESSFUL", "goji/team-a/migrate.yaml", "it failed", "https://goji.example/jobs/team-a/migrate.yaml"), (Text(call, "state"), Text(call, "name"), Text(call, "description"), Text(call, "url")));
        Assert.Matches("^goji-[0-9a-f]{32}$", Text(call, "key"));
    }

    [Fact]
    public async Task Bitbucket_gets_the_address_that_it_requires_where_there_is_none()
    {
        var call = await SendAsync(GitHostKind.Bitbucket, "acme/jobs", NotificationState.Held, link: null);

        Assert.Equal(("INPROGRESS", $"https://bitbucket.org/acme/jobs/commits/{Commit}"), (Text(call, "state"), Text(call, "url")));
    }

    [Fact]
    public async Task Azure_DevOps_gets_a_status_with_a_genre()
    {
        var call = await SendAsync(GitHostKind.Azure, "acme/My Project/jobs", NotificationState.Held);

        Assert.Equal($"POST /acme/My%20Project/_apis/git/repositories/jobs/commits/{Commit}/statuses?api-version=7.1 HTTP/1.1", call.Line);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(":t0k3n"))}", call.Headers["Authorization"]);
        Assert.Equal(
            """{"state":"pending","description":"it failed","context":{"name":"team-a/migrate.yaml","genre":"goji"},"targetUrl":"https://goji.example/jobs/team-a/migrate.yaml"}""",
            call.Body);
    }

    [Theory]
    [InlineData("GitHub", "pending", "pending", "success", "failure", "error")]
    [InlineData("GitLab", "pending", "running", "success", "failed", "failed")]
    [InlineData("Gitea", "pending", "pending", "success", "failure", "error")]
    [InlineData("Bitbucket", "INPROGRESS", "INPROGRESS", "SUCCESSFUL", "FAILED", "STOPPED")]
    [InlineData("Azure", "pending", "pending", "succeeded", "failed", "error")]
    public async Task Each_state_has_the_name_that_the_host_uses(string kind, params string[] words)
    {
        foreach (var (state, word) in Enum.GetValues<NotificationState>().Zip(words))
        {
            Assert.Equal(word, Text(await SendAsync(Enum.Parse<GitHostKind>(kind), "acme/project/jobs", state), "state"));
        }
    }

    [Fact]
    public async Task User_s_API_token_is_sent_with_its_user()
    {
        var call = await SendAsync(GitHostKind.Bitbucket, "acme/jobs", NotificationState.Running, token: "me@example.com:t0k3n");

        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("me@example.com:t0k3n"))}", call.Headers["Authorization"]);
    }

    private async Task<ApiCall> SendAsync(
        GitHostKind kind, string repository, NotificationState state, string token = "t0k3n", string? link = "https://goji.example/jobs/team-a/migrate.yaml")
    {
        var options = new GojiOptions { StatusHost = kind, StatusApi = server.Address, StatusToken = token };
        var remote = kind == GitHostKind.Azure ? $"https://git.example/{repository.Replace("/jobs", "/_git/jobs", StringComparison.Ordinal)}" : $"https://git.example/{repository}";
        var api = StatusApis.Of(options, remote, out _)!;
        using var client = new NotificationClient(handler: null, TimeProvider.System);
        var status = new CommitStatus(Commit, "goji/team-a/migrate.yaml", state, "it failed") { Link = link };

        var result = await client.SendAsync(() => api.RequestOf(status), api.Judge, access: null, CancellationToken.None);

        Assert.Equal(new SendResult(SendResultKind.Delivered, "201 Created: {}"), result);
        return server.Calls[^1];
    }

    private static string Text(ApiCall call, string name) => call.Json[name]!.GetValue<string>();
}
