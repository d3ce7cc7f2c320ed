using Goji.Model;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Server;

/// <summary>The program that libgit2 runs for ssh addresses.</summary>
internal static class SshCommand
{
    private const string Key = "core.sshCommand";

    /// <summary>Refuses what libgit2 would look for as one program's name, blanks and all, and not find.</summary>
    public static void Check(Repository repository, string address)
    {
        var isSet = Environment.GetEnvironmentVariable("GIT_SSH_COMMAND") ?? Environment.GetEnvironmentVariable("GIT_SSH");
        var command = repository.Config.Get<string>(Key)?.Value;
        if (!RemoteAddress.IsHttp(address) && isSet is null && command?.Contains(' ', StringComparison.Ordinal) == true && !File.Exists(command))
        {
            throw new GojiUsageException(
                $"{Key} of '{repository.Info.Path}' is '{command}', a command with arguments; Goji's git library takes it for the name of one program. " +
                "Put the command into the environment variable GIT_SSH_COMMAND, or into a script that core.sshCommand names.");
        }
    }
}
