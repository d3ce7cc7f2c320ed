using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Goji.Tests.Kubernetes;

/// <summary>Passes connections on to a server, noting what is asked of it: a proxy, or an ear at the server's door.</summary>
/// <param name="target">Where every connection ends, whatever address was asked for.</param>
/// <param name="greet">What is talked about with the client before anything is passed on; null ends the connection.</param>
internal sealed class RecordingRelay(Uri target, Func<Stream, Action<string>, Task<Stream?>> greet) : IAsyncDisposable
{
    private readonly TcpListener listener = Listen();
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentQueue<string> notes = new();
    private readonly ConcurrentBag<Task> connections = [];
    private Task accepting = Task.CompletedTask;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Gets the greeting, and the text of the client that was passed on.</summary>
    public IReadOnlyCollection<string> Notes => notes;

    public RecordingRelay Start()
    {
        accepting = AcceptAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(connections);
        end.Dispose();
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(end.Token)));
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            using (end.Token.Register(client.Dispose))
            {
                await using var from = await greet(client.GetStream(), notes.Enqueue);
                if (from is null)
                {
                    return;
                }

                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, target.Port, end.Token);
                await using var to = server.GetStream();
                await Task.WhenAny(NoteAndPassAsync(from, to), to.CopyToAsync(from, end.Token));
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException)
        {
            // One of the two has hung up.
        }
    }

    private async Task NoteAndPassAsync(Stream from, Stream to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, end.Token) is > 0 and var count)
        {
            notes.Enqueue(Encoding.UTF8.GetString(buffer, 0, count));
            await to.WriteAsync(buffer.AsMemory(0, count), end.Token);
        }
    }
}
