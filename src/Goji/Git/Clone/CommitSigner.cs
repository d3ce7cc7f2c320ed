using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Goji.Git.Clone;

/// <summary>Signs commits as git does: with an ssh key by <c>ssh-keygen</c>, or with an OpenPGP key by <c>gpg</c>.</summary>
internal sealed class CommitSigner(string key, CloneConfiguration configuration)
{
    /// <summary>Signs the content of a commit.</summary>
    /// <returns>The signature, for the commit's header <c>gpgsig</c>.</returns>
    /// <exception cref="GojiUsageException">The program or the key is missing, or the key asks for a passphrase.</exception>
    public string Sign(string content)
    {
        var start = File.Exists(key) ? SshKeygen() : Gpg();
        try
        {
            var (exitCode, output, words) = SigningProgram.Run(start, Encoding.UTF8.GetBytes(content));
            return exitCode == 0 && output.ReplaceLineEndings("\n").Trim() is { Length: > 0 } signature
                ? signature
                : throw Failed(start.FileName, words, null);
        }
        catch (Win32Exception failure)
        {
            throw Failed(start.FileName, failure.Message, failure);
        }
    }

    private ProcessStartInfo SshKeygen()
    {
        var start = new ProcessStartInfo(configuration.Get("gpg.ssh.program") ?? "ssh-keygen", ["-Y", "sign", "-n", "git", "-f", key]);

        // No prompt for a passphrase: it would wait forever.
        start.Environment["SSH_ASKPASS_REQUIRE"] = "force";
        start.Environment["SSH_ASKPASS"] = "false";
        return start;
    }

    private ProcessStartInfo Gpg() =>
        new(configuration.Get("gpg.program") ?? "gpg", ["--batch", "--no-tty", "--detach-sign", "--armor", "--local-user", key]);

    private GojiUsageException Failed(string program, string words, Exception? inner) => new(
        $"A commit could not be signed with '{key}': {program}: {words.Trim().TrimEnd('.')}. Name the file of an ssh private key or the " +
        $"id of an OpenPGP key as SigningKey; " +
        "a key with a passphrase must be in ssh-agent or gpg-agent.",
        inner);
}
