using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Goji.Model;

namespace Goji.Git.Clone;

/// <summary>Signs commits as git does: with an ssh key by <c>ssh-keygen</c>, or with an OpenPGP key by <c>gpg</c>.</summary>
internal sealed class CommitSigner(string key, CloneConfiguration configuration)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Signs the content of a commit.</summary>
    /// <returns>The signature, for the commit's header <c>gpgsig</c>.</returns>
    /// <exception cref="GojiUsageException">The program or the key is missing, or the key asks for a passphrase.</exception>
    public string Sign(string content)
    {
        var start = File.Exists(key) ? SshKeygen() : Gpg();
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        ChildEnvironment.RemoveSecrets(start.Environment);
        using var process = new Process { StartInfo = start };
        var words = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (words)
            {
                words.Append(line.Data).Append(' ');
            }
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            throw Failed(start.FileName, failure.Message, failure);
        }

        process.BeginErrorReadLine();
        return Signature(process, content) is { Length: > 0 } signature ? signature : throw Failed(start.FileName, words.ToString(), null);
    }

    private static string? Signature(Process process, string content)
    {
        try
        {
            process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(content));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program has ended; its output has the reason.
        }

        var signature = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return null;
        }

        process.WaitForExit();
        return process.ExitCode == 0 ? signature.ReplaceLineEndings("\n").Trim() : null;
    }

    private ProcessStartInfo SshKeygen()
    {
        var start = new ProcessStartInfo(configuration.Get("gpg.ssh.program") ?? "ssh-keygen", ["-Y", "sign", "-n", "git", "-f", key]);

        // No prompt for a passphrase: it would wait for ever.
        start.Environment["SSH_ASKPASS_REQUIRE"] = "force";
        start.Environment["SSH_ASKPASS"] = "false";
        return start;
    }

    private ProcessStartInfo Gpg() => new(configuration.Get("gpg.program") ?? "gpg", ["--batch", "--no-tty", "--detach-sign", "--armor", "--local-user", key]);

    private GojiUsageException Failed(string program, string words, Exception? inner) => new(
        $"A commit could not be signed with '{key}': {program}: {words.Trim().TrimEnd('.')}. Name the file of an ssh private key or the id of an OpenPGP key as SigningKey; " +
        "a key with a passphrase must be in ssh-agent or gpg-agent.",
        inner);
}
