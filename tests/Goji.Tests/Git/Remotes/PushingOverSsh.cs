using Goji.Git;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Remotes;

public sealed class PushingOverSsh : GitTest
{
    [TheoryNeeding("sshd", "ssh", "ssh-keygen")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Long_history_is_cloned_at_its_tip_and_pushed_to(bool speaksVersion2)
    {
        using var server = new SshServer(speaksVersion2);
        var origin = OriginWithHistory(commits: 3000);

        var outcome = await InitializeAsync(Over(server.Command, server.AddressOf(origin)));
        var repository = Open(Over(server.Command));
        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "a.yaml"));
        var accepted = await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);
        origin.Commit("Queue", ("queued/b.yaml", "b"));
        var lost = await repository.PushAsync(repository.Commit(commit, Write("queued/c.yaml", "c")), default);
        var next = await repository.SyncAsync(default);

        Assert.Equal(InitResult.Cloned, outcome.Result);
        Assert.Equal("true", Git(Place["jobs"], "rev-parse", "--is-shallow-repository"));
        Assert.Equal("3", Git(Place["jobs"], "rev-list", "--count", "origin/master"));
        Assert.Equal(PushOutcome.Accepted, accepted);
        Assert.Equal(PushOutcome.Lost, lost);
        Assert.Equal("", Status(Place["jobs"]));
        Assert.Equal(["b.yaml"], next.List(JobState.Queued).Select(file => file.Path));
        Git(Place["jobs"], "fsck");
        origin.Git("fsck", "--strict");
    }

    [TheoryNeeding("sshd", "ssh", "ssh-keygen")]
    [InlineData(0, "2003")]
    [InlineData(5, "5")]
    public async Task New_clone_has_as_many_commits_as_its_depth(int depth, string commits)
    {
        using var server = new SshServer();
        var origin = OriginWithHistory(commits: 2000);

        await InitializeAsync(Over(server.Command, server.AddressOf(origin)) with { CloneDepth = depth });

        Assert.Equal(commits, Git(Place["jobs"], "rev-list", "--count", "HEAD"));
        Git(Place["jobs"], "fsck");
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Empty_repository_is_scaffolded_on_the_branch_of_its_HEAD()
    {
        using var server = new SshServer();
        var origin = BareOrigin.Empty(Place, "main");

        var outcome = await InitializeAsync(Over(server.Command, server.AddressOf(origin)));

        Assert.Equal(InitResult.Scaffolded, outcome.Result);
        Assert.Contains("queued/.gitkeep", origin.Files);
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Short_address_uses_the_ssh_configuration()
    {
        using var server = new SshServer();
        var origin = BareOrigin.WithStateFolders(Place);

        var outcome = await InitializeAsync(Over($"ssh -F '{server.Configuration}'", $"{SshServer.Alias}:{origin.Path}"));

        Assert.Equal(InitResult.Cloned, outcome.Result);
        Assert.Equal($"{SshServer.Alias}:{origin.Path}", Git(Place["jobs"], "remote", "get-url", "origin"));
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Tilde_is_the_home_directory()
    {
        using var server = new SshServer();
        var origin = BareOrigin.WithStateFolders(Place);
        var link = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), $"goji-{Guid.NewGuid():N}.git");
        Directory.CreateSymbolicLink(link, origin.Path);
        try
        {
            var outcome = await InitializeAsync(Over(server.Command, server.AddressOf($"/~/{Path.GetFileName(link)}")));

            Assert.Equal(InitResult.Cloned, outcome.Result);
        }
        finally
        {
            Directory.Delete(link);
        }
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Command_of_the_clone_may_have_arguments()
    {
        using var server = new SshServer();
        var clone = BareOrigin.WithStateFolders(Place).Clone(Place["jobs"]);
        Git(clone, "remote", "set-url", "origin", server.AddressOf(Git(clone, "remote", "get-url", "origin")));
        Git(clone, "config", "core.sshCommand", $"'{server.Command}' -o ConnectTimeout=10");

        Assert.Empty((await Open(clone).SyncAsync(default)).List(JobState.Queued));
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Output_of_a_declining_hook_is_shown()
    {
        using var server = new SshServer();
        var origin = BareOrigin.WithStateFolders(Place);
        Hooks.Write(origin, "pre-receive", "echo 'No changes on Fridays.' >&2; exit 1");
        var repository = await CloneAsync(server, origin);

        var failure = await Assert.ThrowsAsync<PushRefusedException>(async () =>
            await repository.PushAsync(repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a")), default));

        Assert.Contains("pre-receive hook declined: No changes on Fridays.", failure.Message, StringComparison.Ordinal);
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Claim_and_verdict_share_one_connection()
    {
        using var server = new SshServer();
        var origin = BareOrigin.WithStateFolders(Place);
        var repository = await CloneAsync(server, origin);
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        var before = server.Connections;

        var snapshot = await repository.SyncAsync(default);
        var claim = repository.Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "a.yaml"));
        await repository.PushAsync(claim, default);
        await repository.PushAsync(repository.Commit(claim, Move(claim, JobState.Processing, JobState.Succeeded, "a.yaml")), default);

        Assert.Equal(1, server.Connections - before);
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Unknown_key_needs_a_person()
    {
        using var server = new SshServer();
        var address = server.AddressOf(BareOrigin.WithStateFolders(Place));

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => InitializeAsync(Over(server.CommandWithAnotherKey(), address)));

        Assert.StartsWith($"The branches of '{address}' could not be read: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Permission denied (publickey", failure.Message, StringComparison.Ordinal);
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Key_with_a_passphrase_is_an_error_with_a_remedy_and_no_prompt()
    {
        using var server = new SshServer();
        var address = server.AddressOf(BareOrigin.WithStateFolders(Place));

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => InitializeAsync(Over(server.CommandWithPassphrase(), address)));

        Assert.EndsWith("a key with a passphrase must be in ssh-agent, or be replaced by one without.", failure.Message, StringComparison.Ordinal);
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Server_missing_in_known_hosts_needs_a_person()
    {
        using var server = new SshServer();
        var address = server.AddressOf(BareOrigin.WithStateFolders(Place));

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => InitializeAsync(Over(server.CommandOfAStranger(), address)));

        Assert.Contains("Host key verification failed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Put the server's key into known_hosts", failure.Message, StringComparison.Ordinal);
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Path_without_a_repository_needs_a_person()
    {
        using var server = new SshServer();

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => InitializeAsync(Over(server.Command, server.AddressOf(Place["nowhere.git"]))));

        Assert.EndsWith("Check the path in the address.", failure.Message, StringComparison.Ordinal);
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Unavailable_server_is_retried()
    {
        using var server = new SshServer();
        var origin = BareOrigin.WithStateFolders(Place);
        var repository = await CloneAsync(server, origin);
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        server.Stop();

        await Assert.ThrowsAsync<GojiUnavailableException>(() => repository.SyncAsync(default));
        await Assert.ThrowsAsync<GojiUnavailableException>(() => repository.PushAsync(commit, default));
        server.Start();

        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        Assert.Equal(commit.Id, (await repository.SyncAsync(default)).Id);
    }

    [Fact]
    public async Task Missing_program_needs_a_person()
    {
        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => InitializeAsync(Settings(Place["jobs"], "git@127.0.0.1:jobs.git") with
        {
            Variable = name => name == "GIT_SSH" ? Place["no-ssh"] : null,
        }));

        Assert.EndsWith("Install OpenSSH, or name another program in GIT_SSH_COMMAND.", failure.Message, StringComparison.Ordinal);
    }

    private GitSettings Over(string command, string? address = null) => Settings(Place["jobs"], address) with
    {
        Variable = name => name == "GIT_SSH_COMMAND" ? command : null,
    };

    private async Task<LibGit2JobRepository> CloneAsync(SshServer server, BareOrigin origin)
    {
        await InitializeAsync(Over(server.Command, server.AddressOf(origin)));
        return Open(Over(server.Command));
    }

    /// <summary>An origin with packed references, tags and as many commits, the newest of which queues a job.</summary>
    private BareOrigin OriginWithHistory(int commits)
    {
        var origin = BareOrigin.WithStateFolders(Place);
        origin.GrowHistory(commits);
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        origin.Git("tag", "-m", "A tag", "v1", "master~20");
        origin.Git("repack", "-adq");
        origin.Git("pack-refs", "--all");
        origin.Commit("More", ("note", "n"));
        return origin;
    }
}
