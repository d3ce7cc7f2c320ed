using System.Collections.Concurrent;
using System.Net;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Remotes;

/// <summary>Servers that redirect: credentials go to the scheme, host and port that they were given for.</summary>
public sealed class FollowingRedirects : GitTest
{
    private const string Secret = "s3cr3t-t0ken";
    private readonly BareOrigin origin;
    private readonly GitHttpServer other;
    private readonly GitHttpServer server;
    private readonly ConcurrentQueue<string?> seen = new();

    public FollowingRedirects()
    {
        origin = BareOrigin.WithStateFolders(Place);
        other = new GitHttpServer(Place.Path) { Before = request => seen.Enqueue(request.Headers["Authorization"]) };
        server = new GitHttpServer(Place.Path) { Instead = RedirectAsync };
    }

    [Fact]
    public async Task Another_port_gets_no_credentials_and_both_addresses_are_named()
    {
        other.User = "git";
        other.Password = Secret;
        other.Refused = request => seen.Enqueue(request.Headers["Authorization"]);

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => InitializeAsync(Settings(Place["jobs"], server.AddressOf(origin)) with { Password = Secret }));

        Assert.Contains($"http://127.0.0.1:{server.Port}", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"http://127.0.0.1:{other.Port}", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(seen);
        Assert.All(seen, Assert.Null);
    }

    [Fact]
    public async Task Header_of_the_clone_is_not_sent_after_a_redirect()
    {
        var clone = origin.Clone(Place["clone"]);
        Git(clone, "remote", "set-url", "origin", server.AddressOf(origin));
        Git(clone, "config", "http.extraheader", "Authorization: Bearer " + Secret);

        await Open(clone).SyncAsync(default);

        Assert.NotEmpty(seen);
        Assert.All(seen, Assert.Null);
    }

    [Fact]
    public async Task Public_repository_that_has_moved_is_fetched_and_pushed()
    {
        await InitializeAsync(Settings(Place["jobs"], server.AddressOf(origin)) with { Password = Secret });
        var repository = Open(Place["jobs"]);

        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        var outcome = await repository.PushAsync(commit, default);

        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.Equal(commit.Id, origin.Tip);
        Assert.All(seen, Assert.Null);
    }

    [Fact]
    public async Task Login_page_is_no_repository()
    {
        server.Instead = context => AnswerAsync(context, "https://login.example.com/?to=jobs");

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => InitializeAsync(Settings(Place["jobs"], server.AddressOf(origin))));

        Assert.Contains("the server redirects to 'https://login.example.com/', which is not followed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_that_is_a_page_is_retried()
    {
        server.Instead = async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.OutputStream.WriteAsync("<html>"u8.ToArray());
            context.Response.Close();
            return true;
        };

        var failure = await Assert.ThrowsAsync<GojiUnavailableException>(() => InitializeAsync(Settings(Place["jobs"], server.AddressOf(origin))));

        Assert.Contains("the answer is 'text/html' and not git's protocol", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Busy_server_names_the_time_to_wait()
    {
        server.Instead = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers["Retry-After"] = "42";
            context.Response.Close();
            return Task.FromResult(true);
        };

        var failure = await Assert.ThrowsAsync<GojiUnavailableException>(() => InitializeAsync(Settings(Place["jobs"], server.AddressOf(origin))));

        Assert.Equal(TimeSpan.FromSeconds(42), failure.RetryAfter);
    }

    public override void Dispose()
    {
        server.Dispose();
        other.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    private Task<bool> RedirectAsync(HttpListenerContext context) => AnswerAsync(context, $"http://127.0.0.1:{other.Port}{context.Request.RawUrl}");

    private static Task<bool> AnswerAsync(HttpListenerContext context, string location)
    {
        context.Response.StatusCode = 302;
        context.Response.Headers["Location"] = location;
        context.Response.Close();
        return Task.FromResult(true);
    }
}
