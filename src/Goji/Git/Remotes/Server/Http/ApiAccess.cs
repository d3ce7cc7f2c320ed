using System.Security.Cryptography;
using System.Text;
using Goji.Git.Clone;
using Goji.Model;
using Goji.Ports.Notifications;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>How the API of the Git host is reached, by git's settings for its address.</summary>
internal static class ApiAccess
{
    /// <param name="api">The address of the API.</param>
    /// <param name="origin">The address of the clone's origin.</param>
    /// <param name="configuration">The clone's configuration.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="GojiUsageException">A file or a proxy that the settings name cannot be used.</exception>
    public static HostAccess To(Uri api, string origin, CloneConfiguration configuration, Func<string, string?> variable)
    {
        var http = new HttpConfiguration(configuration, api);
        var isOfOrigin = RemoteUrlParts.Of(origin) is { IsHttp: true } place && IsSameServer(new(place.Server), api);
        var proxy = GitProxy.For(api, http, isOfOrigin ? configuration.Get("remote.origin.proxy") : null, variable);

        // The client's certificate, and the leave to check none of the server's, are for the server of the repository alone.
        var tls = isOfOrigin ? HttpTls.Of(http, variable) : HttpTls.AuthoritiesOf(http, variable);
        return new(KeyOf(isOfOrigin, http, proxy, variable), tls, proxy);
    }

    private static bool IsSameServer(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    // A certificate that is renewed in its file is another one.
    private static string KeyOf(bool isOfOrigin, HttpConfiguration http, GitProxy? proxy, Func<string, string?> variable)
    {
        var user = proxy?.Credentials?.GetCredential(proxy.GetProxy(new("http://proxy")), "Basic");
        var files = HttpTls.FilesOf(http, variable).Select(file => $"{file} {new FileInfo(file).LastWriteTimeUtc.Ticks}");
        var text = string.Join('\n', [$"{isOfOrigin} {proxy?.Shown} {user?.UserName}:{user?.Password}", .. files]);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
