using System.Net.Sockets;
using Goji.Git.Remotes.Server.Protocol;

namespace Goji.Git.Remotes.Server;

/// <summary>The way to a server over git's own protocol, <c>git://</c>.</summary>
internal sealed class GitTransport(ServerAddress address) : IServerTransport
{
    private const int DefaultPort = 9418;

    public IServerConnection Open(string service, ServerSession session) => new Connection(address, service, session);

    public void Dispose()
    {
    }

    private sealed class Connection(ServerAddress address, string service, ServerSession session) : IServerConnection
    {
        private readonly TcpClient client = new();
        private PacketReader? packets;

        public bool IsStateless => false;

        public async Task<PacketReader> OpenServiceAsync()
        {
            await client.ConnectAsync(address.Host, address.Port ?? DefaultPort, session.Token);
            var version = service == "git-upload-pack" ? "\0version=2\0" : "";
            var host = address.Host.Contains(':', StringComparison.Ordinal) ? $"[{address.Host}]" : address.Host;
            var port = address.Port is { } number ? $":{number}" : "";
            var request = new PacketWriter().Text($"{service} {address.Path}\0host={host}{port}\0{version}").ToArray();
            await client.GetStream().WriteAsync(request, session.Token);
            return packets = new PacketReader(client.GetStream(), session);
        }

        public async Task<PacketReader> RequestAsync(byte[] message, string? pack = null)
        {
            await client.GetStream().WriteAsync(message, session.Token);
            if (pack is not null)
            {
                await PackFile.SendAsync(pack, client.GetStream(), session, session.Token);
            }

            return packets!;
        }

        public async Task EndServiceAsync() => await client.GetStream().WriteAsync("0000"u8.ToArray(), session.Token);

        public Task<RemoteFailureException> ExplainAsync(Exception failure) =>
            Task.FromResult(RemoteFailureException.Unreachable(failure.Message, failure));

        public ValueTask DisposeAsync()
        {
            client.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
