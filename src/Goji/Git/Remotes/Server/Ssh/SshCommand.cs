using System.Diagnostics;
using System.Globalization;
using Goji.Git.Clone;
using Goji.Model;

namespace Goji.Git.Remotes.Server.Ssh;

/// <summary>
/// The program that opens ssh connections, chosen as git chooses it: <c>GIT_SSH_COMMAND</c>, <c>core.sshCommand</c>, <c>GIT_SSH</c>, else
/// <c>ssh</c>.
/// </summary>
internal sealed class SshCommand
{
    private readonly string command;
    private readonly bool isShellCommand;
    private readonly SshVariant variant;

    private SshCommand(string command, bool isShellCommand, SshVariant variant)
    {
        this.command = command;
        this.isShellCommand = isShellCommand;
        this.variant = variant;
    }

    public string Shown => command;

    public static SshCommand Of(CloneConfiguration configuration, Func<string, string?> variable)
    {
        var line = NotEmpty(variable("GIT_SSH_COMMAND")) ?? NotEmpty(configuration.Get("core.sshcommand"));
        var program = NotEmpty(variable("GIT_SSH")) ?? "ssh";
        var named = NotEmpty(variable("GIT_SSH_VARIANT")) ?? NotEmpty(configuration.Get("ssh.variant"));
        return new(line ?? program, line is not null, VariantOf(named, line ?? program));
    }

    /// <summary>How the program is started for a git service.</summary>
    /// <param name="address">The server.</param>
    /// <param name="service">The program to run there.</param>
    /// <param name="options">Options of OpenSSH's; other programs do not get them.</param>
    public ProcessStartInfo Start(ServerAddress address, string service, IEnumerable<string> options)
    {
        List<string> arguments =
            [.. Options(address, options), address.User is null ? address.Host : $"{address.User}@{address.Host}",
                $"{service} {Quoted(address.Path)}"];

        // Git runs the command by a shell, so that it may hold arguments, variables and ~.
        var start = isShellCommand
            ? new ProcessStartInfo("sh", ["-c", $"{command} \"$@\"", command, .. arguments])
            : new ProcessStartInfo(command, arguments);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        ChildEnvironment.RemoveSecrets(start.Environment);
        if (variant == SshVariant.OpenSsh && service == "git-upload-pack")
        {
            start.Environment["GIT_PROTOCOL"] = "version=2";
        }

        return start;
    }

    private IEnumerable<string> Options(ServerAddress address, IEnumerable<string> options)
    {
        var port = address.Port?.ToString(CultureInfo.InvariantCulture);
        return variant switch
        {
            // A prompt would wait forever.
            SshVariant.OpenSsh =>
                ["-o", "BatchMode=yes", "-o", "SendEnv=GIT_PROTOCOL", .. options, .. port is null ? (string[])[] : ["-p", port]],
            SshVariant.Plink => ["-batch", .. port is null ? (string[])[] : ["-P", port]],
            _ when port is not null => throw new GojiUsageException(
                $"'{command}' takes no port, and the address has one. Set ssh.variant to 'ssh' in the clone's configuration."),
            _ => [],
        };
    }

    private static SshVariant VariantOf(string? named, string command)
    {
        var program = Path.GetFileNameWithoutExtension(command.Trim('"', '\'').Split(' ')[0]);
        return (named ?? program).ToLowerInvariant() switch
        {
            "simple" => SshVariant.Simple,
            "plink" or "putty" or "tortoiseplink" => SshVariant.Plink,
            _ => SshVariant.OpenSsh,
        };
    }

    // For the shell at the server, as git quotes it.
    private static string Quoted(string path) =>
        $"'{path.Replace("'", "'\\''", StringComparison.Ordinal).Replace("!", "'\\!'", StringComparison.Ordinal)}'";

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
