using System.Net;
using System.Net.Security;
using Goji.Git.Clone;
using Goji.Model;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>The way to a server over https or http.</summary>
internal sealed class HttpTransport : IServerTransport
{
    private readonly HttpClient client;
    private readonly TimeProvider time;

    /// <param name="origin">The address of the clone's origin.</param>
    /// <param name="address">The address to talk to, usually the same; it may hold credentials.</param>
    /// <param name="settings">The credentials.</param>
    /// <param name="configuration">The clone's configuration.</param>
    /// <param name="time">The clock.</param>
    public HttpTransport(string origin, string address, GitSettings settings, CloneConfiguration configuration, TimeProvider time)
    {
        this.time = time;
        if (!Uri.TryCreate(RemoteAddress.WithoutCredentials(address), UriKind.Absolute, out var shown) || shown.Host.Length == 0)
        {
            throw new GojiUsageException(
                $"The address '{RemoteAddress.WithoutCredentials(address)}' is not valid. Write it as https://host/path; " +
                "special characters in a password are written with '%' escapes, or the password is set as GIT_PASSWORD.");
        }

        Address = new Uri(shown.GetLeftPart(UriPartial.Path).TrimEnd('/'));
        Repository = Address;
        var http = new HttpConfiguration(configuration, Address);
        Credentials = new HttpCredentials(settings, origin, address, http, configuration);
        Proxy = GitProxy.For(Address, http, configuration.Get("remote.origin.proxy"), settings.Variable);
        client = new HttpClient(NewHandler(HttpTls.Of(http, settings.Variable))) { Timeout = Timeout.InfiniteTimeSpan };

        // Some hosts answer programs whose name begins like git's alone.
        client.DefaultRequestHeaders.UserAgent.ParseAdd("git/2.0 (goji)");
    }

    /// <summary>The address without credentials.</summary>
    public Uri Address { get; }

    /// <summary>Where the server has redirected to; else the address.</summary>
    public Uri Repository { get; set; }

    public HttpCredentials Credentials { get; }

    /// <summary>The proxy on the way, or null.</summary>
    public GitProxy? Proxy { get; }

    /// <summary>Whether the server has required credentials in an earlier session.</summary>
    public bool WereAsked { get; set; }

    public DateTimeOffset Now => time.GetUtcNow();

    public IServerConnection Open(string service, ServerSession session) => new HttpConnection(this, service, session);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public void Dispose() => client.Dispose();

    private SocketsHttpHandler NewHandler(SslClientAuthenticationOptions tls) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        Credentials = Credentials,
        UseCookies = true,
        UseProxy = Proxy is not null,
        Proxy = Proxy,
        SslOptions = tls,
    };
}
