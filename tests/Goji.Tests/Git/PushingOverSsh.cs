using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git;

public sealed class PushingOverSsh : GitTest
{
    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Move_lands_and_a_lost_race_is_lost()
    {
        using var server = new SshServer();
        var origin = BareOrigin.WithStateFolders(Place);
        origin.Commit("Queue", ("queued/a.yaml", "a"));
        var clone = CloneOver(server, origin);
        var repository = Open(clone);

        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "a.yaml"));
        var accepted = await repository.PushAsync(commit, default);
        repository.UpdateWorkingCopy(commit);
        origin.Commit("Queue", ("queued/b.yaml", "b"));
        var lost = await repository.PushAsync(repository.Commit(commit, Write("queued/c.yaml", "c")), default);

        Assert.Equal(PushOutcome.Accepted, accepted);
        Assert.Equal(PushOutcome.Lost, lost);
        Assert.Equal("", Status(clone));
        Assert.Equal(["b.yaml"], (await repository.SyncAsync(default)).List(JobState.Queued).Select(file => file.Path));
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Hook_that_declines_is_a_refusal()
    {
        using var server = new SshServer();
        var origin = BareOrigin.WithStateFolders(Place);
        Hooks.Write(origin, "pre-receive", "exit 1");
        var repository = Open(CloneOver(server, origin));

        await Assert.ThrowsAsync<PushRefusedException>(async () =>
            await repository.PushAsync(repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a")), default));
    }

    [FactNeeding("sshd", "ssh", "ssh-keygen")]
    public async Task Key_that_is_not_let_in_is_an_error_and_no_prompt()
    {
        using var server = new SshServer();
        using var stranger = new SshServer();
        var origin = BareOrigin.WithStateFolders(Place);
        var clone = CloneOver(server, origin);
        Git(clone, "config", "core.sshCommand", stranger.Command);

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => Open(clone).SyncAsync(default));

        Assert.StartsWith($"The branches of '{server.AddressOf(origin)}' could not be read: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("check the key, the server's entry in known_hosts, and the address.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ssh_command_with_arguments_is_refused_with_the_way_out()
    {
        var clone = BareOrigin.WithStateFolders(Place).Clone(Place["clone"]);
        Git(clone, "remote", "set-url", "origin", "git@127.0.0.1:jobs.git");
        Git(clone, "config", "core.sshCommand", "ssh -i key");

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => Open(clone).SyncAsync(default));

        Assert.Equal(
            $"core.sshCommand of '{clone}/.git/' is 'ssh -i key', a command with arguments; Goji's git library takes it for the name of one program. " +
            "Put the command into the environment variable GIT_SSH_COMMAND, or into a script that core.sshCommand names.",
            failure.Message);
    }

    private string CloneOver(SshServer server, BareOrigin origin)
    {
        Git(Place.Path, "-c", $"core.sshCommand={server.Command}", "clone", "-q", server.AddressOf(origin), Place["clone"]);
        Git(Place["clone"], "config", "core.sshCommand", server.Command);
        return Place["clone"];
    }
}
