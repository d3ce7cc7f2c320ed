using System.Collections.Concurrent;
using Goji.Git;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Remotes;

/// <summary>What <c>pushurl</c>, <c>insteadOf</c> and <c>pushInsteadOf</c> make of the address of an origin.</summary>
public sealed class AddressesOfOrigins : GitTest
{
    private const string Secret = "s3cr3t-t0ken";
    private readonly BareOrigin origin;
    private readonly GitHttpServer mirror;
    private readonly GitHttpServer server;
    private readonly string clone;

    public AddressesOfOrigins()
    {
        origin = BareOrigin.WithStateFolders(Place);
        mirror = new GitHttpServer(Place.Path);
        server = new GitHttpServer(Place.Path);
        clone = origin.Clone(Place["clone"]);
        Git(clone, "remote", "set-url", "origin", mirror.AddressOf(origin));
    }

    [Fact]
    public async Task Push_goes_to_the_pushurl()
    {
        Git(clone, "remote", "set-url", "--push", "origin", server.AddressOf(origin));

        await PushAsync(Settings(clone));

        Assert.All(mirror.Requests, request => Assert.Contains("upload-pack", request, StringComparison.Ordinal));
        Assert.Contains(server.Requests, request => request.StartsWith("POST ", StringComparison.Ordinal) && request.EndsWith("git-receive-pack", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Push_goes_to_the_address_that_pushInsteadOf_makes()
    {
        Git(clone, "config", $"url.http://127.0.0.1:{server.Port}/.pushInsteadOf", $"http://127.0.0.1:{mirror.Port}/");

        await PushAsync(Settings(clone));

        Assert.DoesNotContain(mirror.Requests, request => request.Contains("receive-pack", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Name_that_insteadOf_replaces_is_cloned_and_stays_the_address()
    {
        var name = $"corp/{Path.GetFileName(origin.Path)}";
        var environment = new Dictionary<string, string>
        {
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = $"url.{mirror.AddressOf(origin)[..^Path.GetFileName(origin.Path).Length]}.insteadOf",
            ["GIT_CONFIG_VALUE_0"] = "corp/",
        };

        var report = await InitializeAsync(Settings(Place["new"], name) with { Variable = environment.GetValueOrDefault });

        Assert.Equal(InitResult.Cloned, report.Result);
        Assert.Equal(name, Git(Place["new"], "config", "remote.origin.url"));
    }

    [Fact]
    public async Task Missing_scheme_is_named_where_the_address_begins_with_a_host()
    {
        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => InitializeAsync(Settings(Place["new"], "github.com/me/jobs.git")));

        Assert.Equal(
            "There is no folder 'github.com/me/jobs.git'. If it is the address of a git host, write https:// in front of it.", failure.Message);
        Assert.False(Directory.Exists(Place["new"]));
    }

    [Fact]
    public async Task Longest_insteadOf_of_the_clone_and_of_the_environment_counts()
    {
        Git(clone, "remote", "set-url", "origin", $"work:team/{Path.GetFileName(origin.Path)}");
        Git(clone, "config", "url.http://127.0.0.1:1/.insteadOf", "work:");
        var environment = new Dictionary<string, string>
        {
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = $"url.http://git:{Secret}@127.0.0.1:{server.Port}/.insteadOf",
            ["GIT_CONFIG_VALUE_0"] = "work:team/",
        };
        (server.User, server.Password) = ("git", Secret);

        var repository = await PushAsync(Settings(clone) with { Variable = environment.GetValueOrDefault });

        Assert.Equal(server.AddressOf(origin), repository.Address);
    }

    [Fact]
    public async Task Folder_may_be_fetched_and_a_server_pushed_to()
    {
        Git(clone, "remote", "set-url", "origin", origin.Path);
        Git(clone, "remote", "set-url", "--push", "origin", server.AddressOf(origin));

        await PushAsync(Settings(clone));

        Assert.Contains(server.Requests, request => request.Contains("receive-pack", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Password_for_the_origin_is_not_sent_to_another_pushurl_and_the_message_names_why()
    {
        var seen = new ConcurrentQueue<string?>();
        (server.User, server.Password) = ("git", Secret);
        server.Refused = request => seen.Enqueue(request.Headers["Authorization"]);
        Git(clone, "remote", "set-url", "--push", "origin", server.AddressOf(origin));

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => PushAsync(Settings(clone) with { Password = Secret }));

        Assert.All(seen, Assert.Null);
        Assert.Contains(
            $"'http://127.0.0.1:{server.Port}' asks for a user name and password; GIT_USERNAME and GIT_PASSWORD are for the host of the origin's url and are not sent",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Several_addresses_to_push_to_are_refused()
    {
        Git(clone, "remote", "set-url", "--push", "origin", server.AddressOf(origin));
        Git(clone, "remote", "set-url", "--add", "--push", "origin", $"http://me:{Secret}@127.0.0.1:1/x.git");

        var failure = Assert.Throws<GojiUsageException>(() => Open(clone));

        Assert.Contains($"pushes to several addresses: '{server.AddressOf(origin)}', 'http://127.0.0.1:1/x.git'. ", failure.Message, StringComparison.Ordinal);
    }

    public override void Dispose()
    {
        mirror.Dispose();
        server.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<LibGit2JobRepository> PushAsync(GitSettings settings)
    {
        var repository = Open(settings);
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        Assert.Equal(commit.Id, origin.Tip);
        return repository;
    }
}
