using System.Net;
using Goji.Model;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>The proxy on the way to a remote, found as git finds it.</summary>
internal sealed class GitProxy : IWebProxy
{
    private readonly Uri address;

    private GitProxy(Uri address, string source)
    {
        this.address = new UriBuilder(address.Scheme, address.IdnHost, address.Port > 0 ? address.Port : DefaultPort).Uri;
        Source = source;
        Credentials = address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var rest]
            ? new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(rest.FirstOrDefault() ?? ""))
            : null;
    }

    private const int DefaultPort = 1080;

    public ICredentials? Credentials { get; set; }

    /// <summary>The address without credentials.</summary>
    public string Shown => address.GetLeftPart(UriPartial.Authority);

    /// <summary>The setting or environment variable that names the proxy.</summary>
    public string Source { get; }

    /// <param name="remote">The remote's address.</param>
    /// <param name="http">The settings <c>http.proxy</c>.</param>
    /// <param name="ofRemote">The setting <c>remote.origin.proxy</c>.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static GitProxy? For(Uri remote, HttpConfiguration http, string? ofRemote, Func<string, string?> variable)
    {
        // curl, which git uses, takes ".example.com" for the name itself too, and blanks between the entries.
        var direct = (variable("no_proxy") ?? variable("NO_PROXY") ?? "")
            .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.TrimStart('.'));
        if (NoProxy.Parse(string.Join(',', direct)).Matches(remote.IdnHost.Trim('[', ']'), remote.Port))
        {
            return null;
        }

        (string Source, string? Value)[] configured = [("remote.origin.proxy", ofRemote), ("http.proxy", http.Value("proxy"))];
        string[] names = remote.Scheme == "https"
            ? ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
            : ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];
        var (source, value) = configured.Concat(names.Select(name => (name, variable(name)))).FirstOrDefault(
            each => each.Item2 is not null);
        return string.IsNullOrWhiteSpace(value) ? null : Parse(value.Trim(), source);
    }

    public Uri GetProxy(Uri destination) => address;

    public bool IsBypassed(Uri host) => false;

    private static GitProxy Parse(string value, string source)
    {
        // curl's socks5h is what .NET calls socks5: the proxy looks up the name.
        var text = value.Contains("://", StringComparison.Ordinal)
            ? value.Replace("socks5h://", "socks5://", StringComparison.OrdinalIgnoreCase)
            : $"http://{value}";
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0
            && !(address.PathAndQuery + address.Fragment).Contains('@', StringComparison.Ordinal)
            ? new(address, source)
            : throw new GojiUsageException(
                $"The proxy that {source} names is not an address. Write it as http://host:port or http://user:password@host:port, with "
                    + $"'%' escapes.");
    }
}
