using System.Collections.Immutable;

namespace Goji.Model;

/// <summary>The server and the path in the address of a remote on another machine.</summary>
/// <param name="Server">The web address of the server, without a slash at the end. For ssh it is https on the usual port.</param>
/// <param name="Host">The host's name in small letters.</param>
/// <param name="Segments">The parts of the path in web addresses, decoded, without <c>.git</c>.</param>
/// <param name="IsHttp">Whether the address is an http or https one.</param>
internal sealed record RemoteUrlParts(string Server, string Host, ImmutableArray<string> Segments, bool IsHttp)
{
    private const string OldAzureSsh = "vs-ssh.visualstudio.com";

    /// <summary>The public hosts that have another name for ssh.</summary>
    private static readonly Dictionary<string, string> WebNames = new()
    {
        ["ssh.github.com"] = "github.com",
        ["altssh.gitlab.com"] = "gitlab.com",
        ["altssh.bitbucket.org"] = "bitbucket.org",
        ["ssh.dev.azure.com"] = "dev.azure.com",
    };

    /// <returns>The place; null for a folder, and for an address that is none.</returns>
    public static RemoteUrlParts? Of(string address)
    {
        if (RemoteAddress.IsHttp(address))
        {
            return Parsed(address) is { } web
                ? new(web.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped), HostOf(web), SegmentsOf(web), IsHttp: true)
                : null;
        }

        var isGit = address.StartsWith("git://", StringComparison.OrdinalIgnoreCase);
        return (isGit || RemoteAddress.IsSsh(address)) && Parsed(WithScheme(address)) is { } uri
            ? OnTheWeb(HostOf(uri), SegmentsOf(uri))
            : null;
    }

    private static Uri? Parsed(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri : null;

    /// <summary>The place that an ssh address has in a browser.</summary>
    private static RemoteUrlParts OnTheWeb(string host, ImmutableArray<string> segments)
    {
        // Azure DevOps has v3/organization/project/repository for ssh.
        (host, segments) = (host, segments) switch
        {
            (OldAzureSsh, ["v3", var organization, var project, var name]) => ($"{organization}.visualstudio.com", [project, "_git", name]),
            ("ssh.dev.azure.com", ["v3", .. var owner, var name]) => (host, [.. owner, "_git", name]),
            _ => (host, segments),
        };
        host = WebNames.GetValueOrDefault(host, host);
        return new($"https://{host}", host, segments, IsHttp: false);
    }

    /// <summary>The form <c>git@host:path</c> as a URL; null where it is a path on a drive of Windows.</summary>
    private static string? WithScheme(string address)
    {
        if (address.Contains("://", StringComparison.Ordinal))
        {
            return address;
        }

        // A colon in the brackets of an IPv6 address ends no host. The path is none of a URL: nothing in it begins a query.
        var colon = address.IndexOf(':', Math.Max(address.IndexOf(']', StringComparison.Ordinal), 0));
        var path = address[(colon + 1)..]
            .TrimStart('/')
            .Replace("?", "%3F", StringComparison.Ordinal)
            .Replace("#", "%23", StringComparison.Ordinal);
        return colon > 1 ? $"ssh://{address[..colon]}/{path}" : null;
    }

    private static string HostOf(Uri uri) =>
        uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost.ToLowerInvariant();

    private static ImmutableArray<string> SegmentsOf(Uri uri)
    {
        var segments = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        if (segments.Count > 0 && segments[^1].EndsWith(".git", StringComparison.OrdinalIgnoreCase))
        {
            segments[^1] = segments[^1][..^4];
        }

        return [.. segments];
    }
}
