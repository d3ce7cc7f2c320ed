using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Goji.Testing;

/// <summary>OpenSSH's server on a loopback port, with keys of its own: whoever has <see cref="Command"/> may run git on this machine's repositories.</summary>
/// <remarks>Tests that use it are marked with <see cref="FactNeedingAttribute"/> for <c>sshd</c> and <c>ssh</c>.</remarks>
public sealed class SshServer : IDisposable
{
    private readonly TemporaryDirectory place = new();
    private readonly Process server;

    public SshServer()
    {
        Keygen("host");
        Keygen("user");
        File.Copy(place["user.pub"], place["authorized_keys"]);
        Port = FreePort();
        File.WriteAllText(place["known_hosts"], $"[127.0.0.1]:{Port} {File.ReadAllText(place["host.pub"])}");
        File.WriteAllText(place["config"], $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {place["host"]}
            AuthorizedKeysFile {place["authorized_keys"]}
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            """);
        WriteCommand();
        PrivilegeSeparationFolder();
        server = Process.Start(new ProcessStartInfo(Find("sshd"), ["-D", "-e", "-f", place["config"]]) { RedirectStandardError = true })!;
        WaitUntilReady();
    }

    public int Port { get; }

    /// <summary>A program that stands in for <c>ssh</c> and knows the server's key and the user's: for <c>core.sshCommand</c> or <c>GIT_SSH</c>.</summary>
    public string Command => place["ssh"];

    public string AddressOf(BareOrigin origin) => $"ssh://{Environment.UserName}@127.0.0.1:{Port}{origin.Path}";

    public void Dispose()
    {
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
        server.Dispose();
        place.Dispose();
    }

    private static string Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, program)).First(File.Exists);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    // Run by root, sshd wants the empty folder that its init script makes.
    private static void PrivilegeSeparationFolder()
    {
        if (Environment.UserName == "root" && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory("/run/sshd", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void Keygen(string name)
    {
        using var keygen = Process.Start(new ProcessStartInfo("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", place[name]]) { RedirectStandardOutput = true })!;
        keygen.WaitForExit();
    }

    private void WriteCommand()
    {
        File.WriteAllText(Command, $"""
            #!/bin/sh
            exec ssh -F none -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile='{place["known_hosts"]}' -i '{place["user"]}' "$@"

            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Command, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void WaitUntilReady()
    {
        // Its first words say that it listens, or why it does not.
        for (var line = server.StandardError.ReadLine(); ; line = server.StandardError.ReadLine())
        {
            if (line?.Contains("Server listening", StringComparison.Ordinal) == true)
            {
                _ = server.StandardError.ReadToEndAsync();
                return;
            }

            if (line is null)
            {
                throw new InvalidOperationException("sshd did not start.");
            }
        }
    }
}
