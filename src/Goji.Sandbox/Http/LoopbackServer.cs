using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Goji.Sandbox.Api;

namespace Goji.Sandbox.Http;

/// <summary>Answers on a port of this machine that no other machine can reach.</summary>
/// <remarks>
/// Cake's host has no ASP.NET Core shared framework, and HttpListener can neither drop a connection without an answer nor report that a
/// client has gone. The faults need both.
/// </remarks>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly SandboxApi api;
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<Task, byte> connections = new();
    private readonly Task accepting;

    private LoopbackServer(TcpListener listener, SandboxApi api)
    {
        this.listener = listener;
        this.api = api;
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public static LoopbackServer Start(SandboxApi api, int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return new LoopbackServer(listener, api);
        }
        catch (SocketException failure)
        {
            listener.Dispose();
            throw new IOException(
                $"The sandbox cannot listen on port {port} of 127.0.0.1: {failure.Message}. Choose another port, or 0 for any that is "
                    + "free.",
                failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(connections.Keys);
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync(end.Token);
                socket.NoDelay = true;
                Follow(new LoopbackConnection(socket, api).ServeAsync(end.Token));
            }
            catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // One client that was gone before it was greeted is no reason to stop; the end is, and the loop's condition knows it.
            }
        }
    }

    private void Follow(Task connection)
    {
        connections.TryAdd(connection, 0);
        _ = connection.ContinueWith(done => connections.TryRemove(done, out _), TaskScheduler.Default);
    }
}
