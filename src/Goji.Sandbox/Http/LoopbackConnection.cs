using System.IO.Pipelines;
using System.Net.Sockets;
using Goji.Sandbox.Api;

namespace Goji.Sandbox.Http;

/// <summary>One client's connection: requests and answers by turns, until either side has enough.</summary>
internal sealed class LoopbackConnection(Socket socket, SandboxApi api)
{
    public async Task ServeAsync(CancellationToken end)
    {
        // The accepting loop must not wait for the first request.
        await Task.Yield();
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        var reader = PipeReader.Create(stream);
        try
        {
            while (await RequestReader.ReadAsync(reader, stream, end) is { } arrived
                && await AnswerAsync(arrived.Request, reader, stream, end)
                && arrived.KeepsAlive)
            {
            }
        }
        catch (Exception failure) when (failure is IOException
            or SocketException
            or ObjectDisposedException
            or OperationCanceledException
            or FormatException)
        {
            // The client has gone, does not speak HTTP, or the listener ends: no answer is possible.
        }
    }

    private async Task<bool> AnswerAsync(ApiRequest request, PipeReader reader, NetworkStream stream, CancellationToken end)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(end);
        var noticing = NoticeEndAsync(reader, gone);
        try
        {
            var answer = await api.AnswerAsync(request, gone.Token);
            if (answer.IsBroken)
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                return false;
            }

            await ResponseWriter.WriteAsync(stream, answer, gone.Token);
            return true;
        }
        finally
        {
            reader.CancelPendingRead();
            await noticing;
        }
    }

    // A client sends nothing while it waits for its answer, unless it disconnects.
    private static async Task NoticeEndAsync(PipeReader reader, CancellationTokenSource gone)
    {
        try
        {
            var result = await reader.ReadAsync(CancellationToken.None);
            reader.AdvanceTo(result.Buffer.Start);
            if (result.IsCompleted && result.Buffer.IsEmpty)
            {
                await gone.CancelAsync();
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException)
        {
            await gone.CancelAsync();
        }
    }
}
