using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Goji.Tests.Kubernetes;

/// <summary>What a <see cref="RecordingRelay"/> can be to its clients.</summary>
internal static class Greetings
{
    /// <summary>The server itself.</summary>
    public static Task<Stream?> PlainAsync(Stream client, Action<string> note) => Task.FromResult<Stream?>(client);

    /// <summary>The server itself, over TLS.</summary>
    /// <param name="certificate">The server's certificate.</param>
    /// <param name="protocols">The protocols that it offers, the best first; nothing for HTTP/1.1.</param>
    public static Func<Stream, Action<string>, Task<Stream?>> Tls(X509Certificate2 certificate, params SslApplicationProtocol[] protocols) => async (client, _) =>
    {
        var stream = new SslStream(client);
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ApplicationProtocols = protocols.Length > 0 ? [.. protocols] : null,
        });
        return stream;
    };

    /// <summary>A proxy that speaks HTTP, for tunnels alone. It notes <c>CONNECT host:port user:password</c>.</summary>
    /// <param name="credentials">What it lets through, as <c>user:password</c>; null for everybody.</param>
    public static Func<Stream, Action<string>, Task<Stream?>> HttpProxy(string? credentials = null) => async (client, note) =>
    {
        while (true)
        {
            var lines = await ReadHeaderAsync(client);
            var authorization = lines.FirstOrDefault(line => line.StartsWith("Proxy-Authorization: Basic ", StringComparison.OrdinalIgnoreCase));
            var given = authorization is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(authorization.Split(' ')[2]));
            note($"{lines[0].Replace(" HTTP/1.1", "", StringComparison.Ordinal)} {given}".TrimEnd());
            if (credentials is not null && given != credentials)
            {
                await SayAsync(client, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n");
            }
            else if (lines[0].StartsWith("CONNECT ", StringComparison.Ordinal))
            {
                await SayAsync(client, "HTTP/1.1 200 Connection established\r\n\r\n");
                return client;
            }
            else
            {
                await SayAsync(client, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return null;
            }
        }
    };

    /// <summary>A proxy that speaks SOCKS 5 (RFC 1928, and 1929 for the password). It notes <c>SOCKS5 host:port user:password</c>.</summary>
    public static async Task<Stream?> SocksAsync(Stream client, Action<string> note)
    {
        var methods = await ReadAsync(client, (await ReadAsync(client, 2))[1]);
        var asks = methods.Contains((byte)2);
        await client.WriteAsync(new byte[] { 5, (byte)(asks ? 2 : 0) });
        var credentials = "";
        if (asks)
        {
            var user = await ReadAsync(client, (await ReadAsync(client, 2))[1]);
            var password = await ReadAsync(client, (await ReadAsync(client, 1))[0]);
            credentials = $" {Encoding.UTF8.GetString(user)}:{Encoding.UTF8.GetString(password)}";
            await client.WriteAsync(new byte[] { 1, 0 });
        }

        // Version, command, nothing, and 3 for a host that is a name.
        var request = await ReadAsync(client, 5);
        Assert.Equal([5, 1, 0, 3], request[..4]);
        var host = Encoding.ASCII.GetString(await ReadAsync(client, request[4]));
        var port = await ReadAsync(client, 2);
        note($"SOCKS5 {host}:{(port[0] << 8) | port[1]}{credentials}");
        await client.WriteAsync(new byte[] { 5, 0, 0, 1, 127, 0, 0, 1, 0, 0 });
        return client;
    }

    private static async Task<string[]> ReadHeaderAsync(Stream client)
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            text.Append((char)(await ReadAsync(client, 1))[0]);
        }

        return text.ToString().Split("\r\n");
    }

    private static async Task<byte[]> ReadAsync(Stream client, int count)
    {
        var buffer = new byte[count];
        await client.ReadExactlyAsync(buffer);
        return buffer;
    }

    private static Task SayAsync(Stream client, string text) => client.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();
}
