using Goji.Model;

namespace Goji.Kubernetes.Access;

/// <summary>
/// The proxy that the environment names for a server, as kubectl finds it (golang.org/x/net/http/httpproxy): <c>HTTPS_PROXY</c> or
/// <c>HTTP_PROXY</c> by the server's scheme, in capital or small letters, and none for this machine or for a host that <c>NO_PROXY</c>
/// excepts. HttpClient knows no ranges in <c>NO_PROXY</c> and sends requests for this machine through the proxy.
/// </summary>
internal static class EnvironmentProxy
{
    /// <param name="server">The server's address.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="InvalidDataException">The environment names something that is no proxy.</exception>
    public static ApiProxy? For(Uri server, Func<string, string?> variable)
    {
        var name = server.Scheme == Uri.UriSchemeHttps ? "HTTPS_PROXY" : "HTTP_PROXY";
        if (First(name, variable) is not { } address
            || server.IsLoopback
            || NoProxy.Parse(First("NO_PROXY", variable) ?? "").Matches(server.IdnHost, server.Port))
        {
            return null;
        }

        // socks5h has the proxy look up the server's name, which is what happens with socks5 too.
        return ApiProxy.Parse(
            address.StartsWith("socks5h://", StringComparison.OrdinalIgnoreCase) ? "socks5" + address["socks5h".Length..]
                : address.Contains("://", StringComparison.Ordinal) ? address
                : "http://" + address,
            $"the environment variable {name}");
    }

    private static string? First(string name, Func<string, string?> variable) =>
        ((string?[])[variable(name), variable(name.ToLowerInvariant())]).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim();
}
