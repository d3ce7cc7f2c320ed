using System.Net;
using System.Net.Sockets;
using Goji.Sandbox.Api;

namespace Goji.Sandbox.Http;

/// <summary>Answers on a port of this machine that no other machine can reach.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private const int PortAttempts = 20;

    private readonly HttpListener listener;
    private readonly SandboxApi api;
    private readonly CancellationTokenSource end = new();
    private readonly Task accepting;

    private LoopbackServer(HttpListener listener, int port, SandboxApi api)
    {
        this.listener = listener;
        this.api = api;
        Address = new Uri($"http://127.0.0.1:{port}/");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public static LoopbackServer Start(SandboxApi api, int port)
    {
        for (var attempt = 1; ; attempt++)
        {
            var chosen = port == 0 ? FreePort() : port;
            var listener = new HttpListener { IgnoreWriteExceptions = true };
            listener.Prefixes.Add($"http://127.0.0.1:{chosen}/");
            try
            {
                listener.Start();
                return new LoopbackServer(listener, chosen, api);
            }
            catch (HttpListenerException failure)
            {
                listener.Close();
                if (port != 0 || attempt == PortAttempts)
                {
                    throw new IOException($"The sandbox cannot listen on port {chosen} of 127.0.0.1: {failure.Message} Choose another port, or 0 for any free one.", failure);
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Abort();
        await accepting;
        end.Dispose();
    }

    // HttpListener does not find a free port by itself. Between asking and listening another may take it: then once more.
    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task AcceptAsync()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                var context = await listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // One broken connection is no reason to stop; an aborted listener is, and the loop's condition knows.
                if (!listener.IsListening)
                {
                    return;
                }
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var request = await RequestAsync(context.Request, end.Token);
            var answer = await api.AnswerAsync(request, end.Token);
            if (answer.IsBroken)
            {
                context.Response.Abort();
                return;
            }

            await WriteAsync(context.Response, answer, end.Token);
        }
        catch (Exception failure) when (failure is HttpListenerException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The client has gone, or the listener is closing: there is nobody left to tell.
            context.Response.Abort();
        }
    }

    private static async Task<ApiRequest> RequestAsync(HttpListenerRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body, cancellationToken);
        var url = request.RawUrl ?? "/";
        var question = url.IndexOf('?');
        return new ApiRequest(
            request.HttpMethod,
            question < 0 ? url : url[..question],
            new ApiQuery(question < 0 ? "" : url[question..]),
            (request.Headers["Accept"] ?? "").Replace("; ", ";", StringComparison.Ordinal),
            request.ContentType?.Split(';')[0].Trim() ?? "",
            body.ToArray());
    }

    private static async Task WriteAsync(HttpListenerResponse response, ApiResponse answer, CancellationToken cancellationToken)
    {
        response.StatusCode = answer.Code;
        response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            response.AppendHeader(name, value);
        }

        if (answer.Stream is null)
        {
            response.ContentLength64 = answer.Body.Length;
            await response.OutputStream.WriteAsync(answer.Body, cancellationToken);
        }
        else
        {
            response.SendChunked = true;
            await answer.Stream(response.OutputStream, cancellationToken);
        }

        response.Close();
    }
}
