using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Remotes;

public sealed class PushingOverHttp : GitTest
{
    private readonly BareOrigin origin;
    private readonly GitHttpServer server;

    public PushingOverHttp()
    {
        origin = BareOrigin.WithStateFolders(Place);
        server = new GitHttpServer(Place.Path);
    }

    [Fact]
    public async Task Move_is_pushed_and_the_clone_is_updated()
    {
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        var clone = CloneOverHttp();
        var repository = Open(clone);

        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "a.yaml"));
        var outcome = await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);

        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.Equal(commit.Id, origin.Tip);
        Assert.Equal("", Status(clone));
        Assert.Equal(commit.Id, Git(clone, "rev-parse", "origin/master"));
        origin.Git("fsck", "--strict");
    }

    [Fact]
    public async Task Race_lost_before_the_push_is_lost()
    {
        var repository = Open(CloneOverHttp());
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        var other = origin.Commit("Queue", ("queued/b.yaml", "b"));

        Assert.Equal(PushOutcome.Lost, await repository.PushAsync(commit, default));
        Assert.Equal(other, origin.Tip);
    }

    [Fact]
    public async Task Race_lost_between_the_server_s_greeting_and_the_pack_is_lost()
    {
        var repository = Open(CloneOverHttp());
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        var other = "";
        server.Before = request =>
        {
            if (request.HttpMethod == "POST" && request.RawUrl!.EndsWith("git-receive-pack", StringComparison.Ordinal))
            {
                other = origin.Commit("Queue", ("queued/b.yaml", "b"));
            }
        };

        var outcome = await repository.PushAsync(commit, default);

        Assert.Equal(PushOutcome.Lost, outcome);
        Assert.Equal(other, origin.Tip);
        Assert.NotEqual(commit.Id, Git(Place["clone"], "rev-parse", "origin/master"));
    }

    [Fact]
    public async Task Declining_hook_is_a_refusal_and_not_a_lost_race()
    {
        Hooks.Write(origin, "pre-receive", "echo 'No changes on Fridays.' >&2; exit 1");
        var repository = Open(CloneOverHttp());
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));

        var failure = await Assert.ThrowsAsync<PushRefusedException>(() => repository.PushAsync(commit, default));

        Assert.Equal(
            $"'{server.AddressOf(origin)}' refuses the push to the branch 'master': pre-receive hook declined: No changes on Fridays. Do what the server's rule asks for, or have it changed.",
            failure.Message);
    }

    [Fact]
    public async Task Forbidden_push_is_a_refusal()
    {
        var clone = CloneOverHttp();
        server.Instead = context =>
        {
            if (!context.Request.RawUrl!.Contains("receive-pack", StringComparison.Ordinal))
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = 403;
            context.Response.Close();
            return Task.FromResult(true);
        };
        var repository = Open(clone);
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => repository.PushAsync(commit, default));

        Assert.EndsWith("the server forbids pushes (HTTP 403). Grant the user that Goji pushes as write access to this repository.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_connection_leaves_the_outcome_open_until_the_next_try()
    {
        var repository = Open(CloneOverHttp());
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        server.Instead = context =>
        {
            var isPack = context.Request.HttpMethod == "POST";
            if (isPack)
            {
                context.Response.Abort();
            }

            return Task.FromResult(isPack);
        };

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => repository.PushAsync(commit, default));
        server.Instead = null;

        Assert.StartsWith($"The push to the branch 'master' of '{server.AddressOf(origin)}' was broken off, and whether it arrived is not known: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        Assert.Equal(commit.Id, origin.Tip);
    }

    [Fact]
    public async Task Silent_server_is_abandoned()
    {
        var clone = CloneOverHttp();
        using var never = new SemaphoreSlim(0);
        server.Instead = async _ =>
        {
            await never.WaitAsync();
            return false;
        };
        var repository = Open(Settings(clone) with { RemotePatience = TimeSpan.FromMilliseconds(200) });

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => repository.SyncAsync(default));

        Assert.Contains("the remote has not answered for", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Idle_sync_sends_one_request_and_fetches_nothing()
    {
        var repository = Open(CloneOverHttp());
        await repository.SyncAsync(default);
        var before = server.Requests.Count;

        await repository.SyncAsync(default);

        Assert.Equal(["POST"], server.Requests.Skip(before).Select(request => request.Split(' ')[0]));
    }

    [Fact]
    public async Task Commits_of_others_are_fetched_for_the_one_branch_alone()
    {
        var clone = CloneOverHttp();
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        origin.Git("branch", "other");
        var repository = Open(clone);

        var snapshot = await repository.SyncAsync(default);

        Assert.Equal(["a.yaml"], snapshot.List(JobState.Queued).Select(file => file.Path));
        Assert.Equal("origin/HEAD\norigin/master", Git(clone, "branch", "-r", "--format=%(refname:short)").Replace("origin\n", "origin/HEAD\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shallow_clone_stays_shallow_with_its_history()
    {
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        var clone = Place["clone"];
        Git(Place.Path, "clone", "-q", "--depth", "1", server.AddressOf(origin), clone);
        var first = Git(clone, "rev-parse", "HEAD");
        var repository = Open(clone);
        var old = await repository.SyncAsync(default);
        origin.Commit("Queue", ("queued/b.yaml", "b"));
        origin.Commit("Queue", ("queued/c.yaml", "c"));

        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "b.yaml"));
        var outcome = await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);

        Assert.Equal(PushOutcome.Accepted, outcome);
        Assert.True(repository.Contains(commit, old.Id));
        Assert.False(repository.Contains(old, commit.Id));
        Assert.Equal("true", Git(clone, "rev-parse", "--is-shallow-repository"));
        Assert.Equal(first, File.ReadAllText(Path.Combine(clone, ".git/shallow")).Trim());
        Assert.Equal("4", Git(clone, "rev-list", "--count", "HEAD"));
        Assert.Equal("", Status(clone));
        Git(clone, "fsck");
        origin.Git("fsck", "--strict");
    }

    public override void Dispose()
    {
        server.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    private string CloneOverHttp()
    {
        Git(Place.Path, "clone", "-q", server.AddressOf(origin), Place["clone"]);
        return Place["clone"];
    }
}
