using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Authentication;
using Goji.Model;
using Goji.Ports.Notifications;

namespace Goji.Notifications.Http;

/// <summary>
/// Sends one request, and finds out what follows from the answer. Credentials never go to another host than the one that they are for.
/// </summary>
internal sealed class NotificationClient : IDisposable
{
    private const int MaxRedirects = 3;
    private const int MaxDetail = 300;
    private const int MaxBody = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpMessageHandler? handler;
    private readonly ConcurrentDictionary<string, Lazy<HttpClient>> clients = new(StringComparer.Ordinal);
    private readonly TimeProvider time;

    /// <param name="handler">Sends the requests, and must not follow redirects; null for the network.</param>
    /// <param name="time">The clock.</param>
    public NotificationClient(HttpMessageHandler? handler, TimeProvider time)
    {
        this.time = time;
        this.handler = handler;
    }

    /// <summary>Sends a request.</summary>
    /// <param name="request">Makes the request; called again for each try.</param>
    /// <param name="judge">Decides about answers that mean something else than usual; null for none.</param>
    /// <param name="access">How the server is reached; null for the settings of the machine.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever hinders a report outside of the repository is no reason to end a pass.")]
    public async Task<SendResult> SendAsync(
        Func<HttpRequestMessage> request,
        Func<HttpStatusCode, string, SendResultKind?>? judge,
        HostAccess? access,
        CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await SendAsync(ClientFor(access), request, either.Token);
            var body = await ReadAsync(response, either.Token);
            var kind = judge?.Invoke(response.StatusCode, body) ?? KindOf(response, body);
            return new(kind, Detail(response, body)) { Pause = RateLimit.PauseOf(response, body, time.GetUtcNow()) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(SendResultKind.Failed, $"no answer within {Duration.Text(Patience)}");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new(SendResultKind.Failed, RemoteAddress.WithoutCredentials(Reason(failure)));
        }
    }

    public void Dispose()
    {
        foreach (var client in clients.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    private HttpClient ClientFor(HostAccess? access) => clients.GetOrAdd(access?.Key ?? "", _ => new(() =>
        new(handler ?? NewHandler(access), disposeHandler: handler is null) { Timeout = Timeout.InfiniteTimeSpan })).Value;

    // That of a failed handshake has "see inner exception" alone.
    private static string Reason(Exception failure) =>
        failure.InnerException is AuthenticationException inner ? $"{failure.Message} {inner.Message}" : failure.Message;

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        Uri? moved = null;
        for (var redirects = 0; ; redirects++)
        {
            using var message = request();
            message.RequestUri = moved ?? message.RequestUri;
            message.Headers.TryAddWithoutValidation("User-Agent", "Goji");
            var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (redirects == MaxRedirects || TargetOf(message.RequestUri!, response) is not { } target)
            {
                return response;
            }

            response.Dispose();
            moved = target;
        }
    }

    /// <summary>Where a response sends the same request to; null for nowhere, and for any other scheme, host or port.</summary>
    private static Uri? TargetOf(Uri address, HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { } location
        && new Uri(address, location) is var target
        && Uri.Compare(target, address, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? target
            : null;

    private static SendResultKind KindOf(HttpResponseMessage response, string body) => (int)response.StatusCode switch
    {
        _ when RateLimit.IsLimit(response, body) => SendResultKind.Limited,
        203 => SendResultKind.Denied,
        >= 200 and < 300 => SendResultKind.Delivered,
        401 or 403 or 407 => SendResultKind.Denied,
        >= 300 and < 400 => SendResultKind.Denied,
        408 or 425 or >= 500 => SendResultKind.Failed,
        _ => SendResultKind.Refused,
    };

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MaxBody];
        var count = await stream.ReadAtLeastAsync(bytes, MaxBody, throwOnEndOfStream: false, cancellationToken);
        return System.Text.Encoding.UTF8.GetString(bytes, 0, count);
    }

    private static string Detail(HttpResponseMessage response, string body)
    {
        var text = NotificationText.OneLine(body, MaxDetail);
        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}".Trim();
        return response.Headers.Location is { } location
            ? $"{status} to '{RemoteAddress.WithoutCredentials(location.OriginalString.Split('?')[0])}'"
            : text.Length > 0 && !text.StartsWith('<') ? $"{status}: {text}"
            : status;
    }

    private static SocketsHttpHandler NewHandler(HostAccess? access)
    {
        var network = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = Patience,
        };
        if (access is not null)
        {
            network.SslOptions = access.Tls;
            network.Proxy = access.Proxy;
            network.UseProxy = access.Proxy is not null;
        }

        return network;
    }
}
