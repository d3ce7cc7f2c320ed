using System.Net;

namespace Goji.Kubernetes.Access;

/// <summary>
/// The proxy that a kubeconfig names for a cluster. As for kubectl, it carries every request to that cluster, whatever the environment says of
/// proxies and their exceptions (<c>ProxyURL</c> in client-go's tools/clientcmd/api/v1/types.go).
/// </summary>
internal sealed class ApiProxy : IWebProxy
{
    private const int SocksPort = 1080;

    private static readonly string[] Schemes = ["http", "https", "socks5"];

    private readonly Uri address;

    private ApiProxy(Uri address, ICredentials? credentials)
    {
        this.address = address;
        Credentials = credentials;
    }

    public ICredentials? Credentials { get; set; }

    /// <summary>The address without user name and password.</summary>
    public string Address => address.GetLeftPart(UriPartial.Authority);

    /// <exception cref="InvalidDataException">There is no such proxy. The message does not quote the address: it may hold a password, in whatever place.</exception>
    public static ApiProxy Parse(string url, string cluster)
    {
        if (!Schemes.Any(scheme => url.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase)))
        {
            throw new InvalidDataException(
                $"the proxy-url of cluster '{cluster}' does not begin with http://, https:// or socks5://. Correct it, or leave it out to have HTTPS_PROXY decide.");
        }

        // An '@' behind the host is a password with a '/' in it, whose beginning would then pass for the port.
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || (uri.PathAndQuery + uri.Fragment).Contains('@', StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"the proxy-url of cluster '{cluster}' is no address. Correct it: it has the form http://host:port or http://user:password@host:port, with '%' escapes for special characters in the password.");
        }

        return new(new UriBuilder(uri.Scheme, uri.IdnHost, uri.Port > 0 ? uri.Port : SocksPort).Uri, CredentialsIn(uri));
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
