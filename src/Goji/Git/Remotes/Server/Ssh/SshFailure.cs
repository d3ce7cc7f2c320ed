namespace Goji.Git.Remotes.Server.Ssh;

/// <summary>What an ended ssh connection means. The ssh program and the git program at the server give reasons as texts alone.</summary>
internal static class SshFailure
{
    private const string KeyAdvice =
        "Check which key is offered and that the server knows it. Goji answers no prompt: a key with a passphrase must be in ssh-agent, or "
            + "be replaced by one without.";

    private static readonly (string Words, string Advice)[] NeedsPerson =
    [
        ("permission denied (", KeyAdvice),
        ("too many authentication failures", KeyAdvice),
        ("load key", KeyAdvice),
        (
            "host key verification failed",
            "Put the server's key into known_hosts (ssh-keyscan prints it; compare it with what the host publishes)."),
        ("host identification has changed", "Compare the server's new key with what the host publishes, then correct known_hosts."),
        ("not appear to be a git repository", "Check the path in the address."),
        ("repository not found", "Check the address, and whether the key may read this repository."),
        ("project not found", "Check the address, and whether the key may read this repository."),
        ("could not be found", "Check the address, and whether the key may read this repository."),
        ("command not found", "Install git at the server, or check the address."),
        ("access denied", "Check whether the key may use this repository."),
        ("permission to ", "Grant the key write access to this repository."),
        ("not allowed", "Grant the key access to this repository."),
        ("bad configuration option", "Correct the ssh configuration, or GIT_SSH_COMMAND."),
        ("no such file or directory", "Check the path in the address, and GIT_SSH_COMMAND or core.sshCommand."),
    ];

    /// <param name="words">What was printed.</param>
    /// <param name="failure">How the stream ended.</param>
    public static RemoteFailureException Of(string words, Exception failure)
    {
        foreach (var (reason, advice) in NeedsPerson)
        {
            if (words.Contains(reason, StringComparison.OrdinalIgnoreCase))
            {
                return RemoteFailureException.PersonActs(words, advice, failure);
            }
        }

        return RemoteFailureException.Unreachable(words.Length > 0 ? words : failure.Message, failure);
    }
}
