using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Goji.Tests.Notifications;

/// <summary>A server on the loopback interface that keeps the requests and answers as a test wants.</summary>
internal sealed class ApiServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentQueue<ApiCall> calls = new();
    private readonly X509Certificate2? certificate;

    /// <param name="certificate">The certificate for https; null for http.</param>
    public ApiServer(X509Certificate2? certificate = null)
    {
        this.certificate = certificate;
        listener.Start();
        Address = $"{(certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        _ = AcceptAsync();
    }

    public string Address { get; }

    public IReadOnlyList<ApiCall> Calls => [.. calls];

    /// <summary>Answers a request: a whole HTTP response as text. Null closes the connection without an answer; a text without an end keeps it open.</summary>
    public Func<ApiCall, string?> Respond { get; set; } = _ => Response(201, "{}");

    public static string Response(int status, string body, params string[] headers) =>
        $"HTTP/1.1 {status} {(HttpStatusCode)status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + string.Concat(headers.Select(header => header + "\r\n")) + $"Connection: close\r\n\r\n{body}";

    public void Dispose()
    {
        end.Cancel();
        listener.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(end.Token));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        await using var stream = certificate is null ? client.GetStream() : (Stream)new SslStream(client.GetStream());
        try
        {
            if (stream is SslStream tls)
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, end.Token);
            }

            var call = await ReadAsync(stream);
            calls.Enqueue(call);
            if (Respond(call) is { } answer)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), end.Token);
                if (!answer.StartsWith("HTTP", StringComparison.Ordinal) || answer.EndsWith("...", StringComparison.Ordinal))
                {
                    await Task.Delay(Timeout.Infinite, end.Token);
                }
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or IOException or AuthenticationException)
        {
            // The test is over, or the client has gone.
        }
    }

    private async Task<ApiCall> ReadAsync(Stream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var head = text.ToString();
            var gap = head.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (gap >= 0 && Encoding.UTF8.GetByteCount(head[(gap + 4)..]) >= LengthIn(head[..gap]))
            {
                return ApiCall.Of(head[..gap], head[(gap + 4)..]);
            }

            var count = await stream.ReadAsync(buffer, end.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            if (count == 0)
            {
                throw new IOException("The client has gone.");
            }
        }
    }

    private static int LengthIn(string head) =>
        head.Split("\r\n").Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Select(line => int.Parse(line[15..].Trim(), System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
}
