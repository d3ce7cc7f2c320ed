using Goji.Git.Clone;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Clone;

public sealed class SigningCommits : GitTest
{
    private readonly BareOrigin origin;
    private readonly string clone;

    public SigningCommits()
    {
        origin = BareOrigin.WithStateFolders(Place);
        clone = origin.Clone(Place["clone"]);
    }

    [FactNeeding("ssh-keygen")]
    public async Task Ssh_key_signs_what_git_verifies()
    {
        var key = SshKey("");
        await File.WriteAllTextAsync(Place["allowed"], $"goji@localhost {await File.ReadAllTextAsync(key + ".pub")}");
        Git(clone, "config", "gpg.ssh.allowedSignersFile", Place["allowed"]);

        var commit = await CommitAsync(key);

        Git(clone, "verify-commit", commit);
        Assert.Equal("G goji@localhost", Git(clone, "log", "-1", "--format=%G? %GS", commit));
        origin.Git("fsck", "--strict");
    }

    [FactNeeding("gpg")]
    public async Task OpenPgp_key_signs_what_git_verifies()
    {
        Directory.CreateDirectory(Place["gnupg"]);
        var gpg = Script("gpg", $"chmod 700 '{Place["gnupg"]}'; exec gpg --homedir '{Place["gnupg"]}' \"$@\"");
        ChildProcess.Run(gpg, "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", "", "--quick-generate-key", "Goji <goji@localhost>", "ed25519", "sign", "never");
        Git(clone, "config", "gpg.program", gpg);

        var commit = await CommitAsync("goji@localhost");

        Git(clone, "verify-commit", commit);
    }

    [FactNeeding("ssh-keygen")]
    public async Task Key_with_a_passphrase_is_an_error_and_no_prompt()
    {
        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => CommitAsync(SshKey("open sesame")));

        Assert.EndsWith("a key with a passphrase must be in ssh-agent or gpg-agent.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Move a", "Move a\n")]
    [InlineData("Move a\n\nDetails: yes\nmore", "Move a\n\nDetails: yes\nmore\n")]
    public void Message_is_unchanged_without_settings(string message, string expected)
    {
        Assert.Equal(expected, CommitText.Of(message, Settings(clone)));
    }

    [Theory]
    [InlineData("Move a", "OPS-7: Move a\n\n[skip ci]\n\nSigned-off-by: bot <b@x>\n")]
    [InlineData("Move a\n\nDetails.", "OPS-7: Move a\n\nDetails.\n\n[skip ci]\n\nSigned-off-by: bot <b@x>\n")]
    [InlineData("Move a\n\nGoji-Run: 1\nGoji-Pass: 2", "OPS-7: Move a\n\n[skip ci]\n\nGoji-Run: 1\nGoji-Pass: 2\nSigned-off-by: bot <b@x>\n")]
    public void Prefix_mark_and_trailers_are_where_git_and_hosts_read_them(string message, string expected)
    {
        var settings = Settings(clone) with { SkipCi = true, CommitPrefix = "OPS-7: ", CommitTrailers = ["Signed-off-by: bot <b@x>"] };

        Assert.Equal(expected, CommitText.Of(message, settings));
    }

    private async Task<string> CommitAsync(string key)
    {
        var repository = Open(Settings(clone) with { SigningKey = key });
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        return commit.Id;
    }

    private string SshKey(string passphrase)
    {
        ChildProcess.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", Place["key"]);
        return Place["key"];
    }

    private string Script(string name, string line)
    {
        File.WriteAllText(Place[name], $"#!/bin/sh\n{line}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Place[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return Place[name];
    }
}
