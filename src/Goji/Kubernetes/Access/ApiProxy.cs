using System.Net;

namespace Goji.Kubernetes.Access;

/// <summary>
/// The proxy between here and a cluster. One that the kubeconfig names carries every request to that cluster, as for kubectl, whatever the
/// environment contains (<c>ProxyURL</c> in client-go's tools/clientcmd/api/v1/types.go).
/// </summary>
internal sealed class ApiProxy : IWebProxy
{
    private const int SocksPort = 1080;

    private static readonly string[] Schemes = ["http", "https", "socks5"];

    private readonly Uri address;

    private ApiProxy(Uri address, ICredentials? credentials, string setting)
    {
        this.address = address;
        Credentials = credentials;
        Setting = setting;
    }

    /// <summary>What names the proxy: <c>the proxy-url of cluster 'x'</c>, <c>the environment variable HTTPS_PROXY</c>.</summary>
    public string Setting { get; }

    public ICredentials? Credentials { get; set; }

    /// <summary>The address without user name and password.</summary>
    public string Address => address.GetLeftPart(UriPartial.Authority);

    /// <exception cref="InvalidDataException">There is no such proxy. The message does not quote the address: it may hold a password, in
    /// whatever place.</exception>
    /// <param name="url">The proxy's address.</param>
    /// <param name="setting">What names it, for messages.</param>
    public static ApiProxy Parse(string url, string setting)
    {
        if (!Schemes.Any(scheme => url.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase)))
        {
            throw new InvalidDataException($"{setting} does not begin with http://, https:// or socks5://. Correct it, or leave it out.");
        }

        // An '@' behind the host is a password with a '/' in it, whose beginning would then pass for the port.
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || uri.Host.Length == 0
            || (uri.PathAndQuery + uri.Fragment).Contains('@', StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"{setting} is no address. Correct it: it has the form http://host:port or http://user:password@host:port, "
                + "with '%' escapes for special characters in the password.");
        }

        return new(new UriBuilder(uri.Scheme, uri.IdnHost, uri.Port > 0 ? uri.Port : SocksPort).Uri, CredentialsIn(uri), setting);
    }

    public Uri GetProxy(Uri destination) => address;

    public bool IsBypassed(Uri host) => false;

    private static NetworkCredential? CredentialsIn(Uri uri)
    {
        if (uri.UserInfo.Length == 0)
        {
            return null;
        }

        var parts = uri.UserInfo.Split(':', 2);
        return new(Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
