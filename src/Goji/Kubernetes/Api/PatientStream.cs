using System.Net.Sockets;

namespace Goji.Kubernetes.Api;

/// <summary>
/// A connection that reads what arrives within a moment together. A log brings many small pieces, and a read of its own for each costs
/// several times as much processor time as the piece does.
/// </summary>
/// <remarks>
/// A read for which nothing has arrived pauses once, if the reads before have brought little. It does not pause after a write, since an
/// answer is expected then. While nobody waits for data, the operating system reports none: .NET hears of every piece that arrives
/// otherwise, also while it does not read.
/// </remarks>
/// <param name="connected">The socket. It is disposed of with this.</param>
/// <param name="pause">The pause, which other connections may have too.</param>
internal sealed class PatientStream(Socket connected, SharedPause pause) : NetworkStream(connected, ownsSocket: true)
{
    /// <summary>The number of bytes from which on a pause between reads gains nothing.</summary>
    private const int Much = 8 * 1024;

    /// <summary>The number of received bytes from which on the operating system reports data while no read waits.</summary>
    private const int HighMark = 64 * 1024;

    private readonly CancellationTokenSource disposed = new();
    private volatile int brought;
    private bool isHigh;
    private bool isDisposed;

    /// <summary>Opens a connection for an HTTP client.</summary>
    public static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, SharedPause pause, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new PatientStream(socket, pause);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (HasArrived())
        {
            return await ReadNowAsync(buffer, cancellationToken);
        }

        if (brought is > 0 and < Much)
        {
            await PauseAsync(cancellationToken);
        }

        brought = 0;
        if (HasArrived())
        {
            return await ReadNowAsync(buffer, cancellationToken);
        }

        Report(fromBytes: 1);
        var count = await ReadNowAsync(buffer, cancellationToken);
        Report(fromBytes: HighMark);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        brought = 0;
        return base.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !Interlocked.Exchange(ref isDisposed, true))
        {
            disposed.Cancel();
            disposed.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadNowAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = await base.ReadAsync(buffer, cancellationToken);
        brought += count;
        return count;
    }

    private bool HasArrived()
    {
        try
        {
            return Socket.Available > 0;
        }
        catch (SocketException)
        {
            // The read fails with the reason.
            return true;
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(disposed.Token, cancellationToken);
        try
        {
            await pause.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The connection is closed.");
        }
    }

    private void Report(int fromBytes)
    {
        var high = fromBytes > 1;
        if (isHigh == high || !OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            Socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveLowWater, fromBytes);
            isHigh = high;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The next read fails, or the system cannot do it.
        }
    }
}
