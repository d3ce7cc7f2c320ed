using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git.Remotes;

/// <summary>Servers and addresses that are rarer: version 0 of the protocol, git's own transport, IPv6, escapes in paths.</summary>
public sealed class FormsOfServers : GitTest
{
    private const string Daemon = "/usr/lib/git-core/git-daemon";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Http_server_with_protocol_version_0_alone_is_cloned_fetched_and_pushed_to(int depth)
    {
        var origin = BareOrigin.WithStateFolders(Place);
        origin.GrowHistory(20);
        using var server = new GitHttpServer(Place.Path) { SpeaksVersion2 = false };

        await InitializeAsync(Settings(Place["jobs"], server.AddressOf(origin)) with { CloneDepth = depth });
        origin.Commit("Queue", ("queued/a.yaml", "a"));

        await MoveAsync(origin, Place["jobs"]);
    }

    [Fact]
    public async Task Empty_repository_of_such_a_server_is_scaffolded()
    {
        var origin = BareOrigin.Empty(Place);
        using var server = new GitHttpServer(Place.Path) { SpeaksVersion2 = false };

        var outcome = await InitializeAsync(Settings(Place["jobs"], server.AddressOf(origin)));

        Assert.Equal(InitResult.Scaffolded, outcome.Result);
        Assert.Contains("queued/.gitkeep", origin.Files);
    }

    [Fact]
    public async Task Escapes_in_the_path_of_an_http_address_are_kept()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        Directory.Move(origin.Path, Place["my jobs%41.git"]);
        using var server = new GitHttpServer(Place.Path);
        GitProgram.Run(Place["my jobs%41.git"], "config", "http.receivepack", "true");

        await InitializeAsync(Settings(Place["jobs"], $"http://127.0.0.1:{server.Port}/my%20jobs%2541.git"));

        Assert.True(File.Exists(Place["jobs/queued/.gitkeep"]));
    }

    [FactNeeding(Need.LoopbackV6)]
    public async Task Http_server_is_reached_at_an_IPv6_address()
    {
        using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var request = HearAsync(listener);

        await Assert.ThrowsAnyAsync<GojiException>(() => InitializeAsync(Settings(Place["jobs"], $"http://[::1]:{port}/team/jobs.git")));

        Assert.Contains($"Host: [::1]:{port}\r\n", await request.InTime(), StringComparison.Ordinal);
    }

    [FactNeeding(Daemon, Need.LoopbackV6)]
    public async Task Git_daemon_at_an_IPv6_address_is_cloned_fetched_and_pushed_to()
    {
        var origin = BareOrigin.WithStateFolders(Place);
        origin.GrowHistory(20);
        using var probe = new TcpListener(IPAddress.IPv6Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        using var daemon = Process.Start(new ProcessStartInfo(
            Daemon, ["--export-all", "--enable=receive-pack", "--verbose", "--listen=::1", $"--port={port}", $"--base-path={Place.Path}", Place.Path])
        {
            RedirectStandardError = true,
        })!;
        try
        {
            // Its first words are that it is ready.
            Assert.Contains("Ready to rumble", await daemon.StandardError.ReadLineAsync().InTime(), StringComparison.Ordinal);
            var name = Path.GetFileName(origin.Path);
            await InitializeAsync(Settings(Place["jobs"], $"git://[::1]:{port}/%{(int)name[0]:x2}{name[1..]}"));
            origin.Commit("Queue", ("queued/a.yaml", "a"));

            await MoveAsync(origin, Place["jobs"]);
        }
        finally
        {
            daemon.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> HearAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();

        // The next connection is refused in place of waiting for an answer.
        listener.Stop();
        var buffer = new byte[4096];
        var count = await client.GetStream().ReadAsync(buffer);
        return Encoding.ASCII.GetString(buffer, 0, count);
    }

    private async Task MoveAsync(BareOrigin origin, string clone)
    {
        var repository = Open(clone);
        var snapshot = await repository.SyncAsync(default);
        var commit = repository.Commit(snapshot, Move(snapshot, JobState.Queued, JobState.Processing, "a.yaml"));

        Assert.Equal(PushOutcome.Accepted, await repository.PushAsync(commit, default));
        Assert.Equal(commit.Id, origin.Tip);
        Assert.Contains("processing/a.yaml", origin.Files);
    }
}
