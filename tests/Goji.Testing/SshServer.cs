using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Goji.Testing;

/// <summary>
/// OpenSSH's server on a loopback port, with keys of its own: whoever has <see cref="Command"/> may run git on this machine's repositories.
/// </summary>
/// <remarks>Tests that use it are marked with <see cref="FactNeedingAttribute"/> for <c>sshd</c> and <c>ssh</c>.</remarks>
public sealed class SshServer : IDisposable
{
    /// <summary>The host's name in <see cref="Configuration"/>, which gives it address, port and user.</summary>
    public const string Alias = "git.goji.test";

    private readonly TemporaryDirectory place = new();
    private readonly ConcurrentQueue<string> log = new();
    private Process? server;

    /// <param name="speaksVersion2">Whether the server lets clients choose the version of git's protocol, as git hosts do and a plain sshd
    /// does not.</param>
    public SshServer(bool speaksVersion2 = true)
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
            LogLevel VERBOSE
            PasswordAuthentication no
            {(speaksVersion2 ? "AcceptEnv GIT_PROTOCOL" : "")}
            """);
        WriteCommand(Command, $"-F none {Options(place["user"])}");
        PrivilegeSeparationFolder();
        Start();
    }

    public int Port { get; }

    /// <summary>
    /// A program in place of <c>ssh</c> with the keys of the server and the user: for <c>core.sshCommand</c> or <c>GIT_SSH</c>.
    /// </summary>
    public string Command => place["ssh"];

    /// <summary>How many connections were let in so far.</summary>
    public int Connections => log.Count(line => line.StartsWith("Accepted publickey", StringComparison.Ordinal));

    /// <summary>An ssh configuration file that knows the server as <see cref="Alias"/>.</summary>
    public string Configuration
    {
        get
        {
            var file = place["client"];
            File.WriteAllText(file, $"""
                Host {Alias}
                  HostName 127.0.0.1
                  Port {Port}
                  User {Environment.UserName}
                  IdentityFile {place["user"]}
                  IdentitiesOnly yes
                  UserKnownHostsFile {place["known_hosts"]}

                """);
            return file;
        }
    }

    public string AddressOf(BareOrigin origin) => AddressOf(origin.Path);

    public string AddressOf(string path) => $"ssh://{Environment.UserName}@127.0.0.1:{Port}{path}";

    /// <summary>A program like <see cref="Command"/> whose key, which the server knows, has a passphrase.</summary>
    public string CommandWithPassphrase()
    {
        Keygen("locked", passphrase: "open sesame");
        File.AppendAllText(place["authorized_keys"], File.ReadAllText(place["locked.pub"]));
        WriteCommand(place["ssh-locked"], $"-F none {Options(place["locked"])}");
        return place["ssh-locked"];
    }

    /// <summary>A program like <see cref="Command"/> whose key the server does not know.</summary>
    public string CommandWithAnotherKey()
    {
        Keygen("another");
        WriteCommand(place["ssh-another"], $"-F none {Options(place["another"])}");
        return place["ssh-another"];
    }

    /// <summary>A program like <see cref="Command"/> that has never met the server.</summary>
    public string CommandOfAStranger()
    {
        File.WriteAllText(place["nobody"], "");
        WriteCommand(place["ssh-stranger"], $"-F none {Options(place["user"], place["nobody"])}");
        return place["ssh-stranger"];
    }

    /// <summary>Ends the server, with the connections that it has.</summary>
    public void Stop()
    {
        server!.Kill(entireProcessTree: true);
        server.WaitForExit();
        server.Dispose();
        server = null;
    }

    /// <summary>Starts the server on its port.</summary>
    public void Start()
    {
        server = Process.Start(new ProcessStartInfo(Find("sshd"), ["-D", "-e", "-f", place["config"]]) { RedirectStandardError = true })!;
        WaitUntilReady(server);
    }

    public void Dispose()
    {
        if (server is not null)
        {
            Stop();
        }

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

    private static void WriteCommand(string file, string options)
    {
        File.WriteAllText(file, $"#!/bin/sh\nexec ssh {options} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string Options(string key, string? knownHosts = null) =>
        $"-o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile='{knownHosts ?? place["known_hosts"]}' -i '{key}'";

    private void Keygen(string name, string passphrase = "")
    {
        ChildProcess.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", place[name]);
    }

    private void WaitUntilReady(Process started)
    {
        // Its first output is that it listens, or why it does not.
        while (true)
        {
            var line = started.StandardError.ReadLineAsync().InTime().GetAwaiter().GetResult();
            if (line?.Contains("Server listening", StringComparison.Ordinal) == true)
            {
                _ = Task.Run(() => Follow(started.StandardError));
                return;
            }

            if (line is null)
            {
                throw new InvalidOperationException("sshd did not start.");
            }
        }
    }

    private void Follow(StreamReader errors)
    {
        for (var line = errors.ReadLine(); line is not null; line = errors.ReadLine())
        {
            log.Enqueue(line);
        }
    }
}
