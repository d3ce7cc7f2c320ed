using System.Globalization;
using Goji.Model;

namespace Goji.Git.Remotes.Server;

/// <summary>
/// An address for ssh or git's own protocol, taken apart: <c>ssh://user@host:port/path</c>, <c>user@host:path</c>, <c>git://host/path</c>.
/// </summary>
internal sealed record ServerAddress(string? User, string Host, int? Port, string Path)
{
    /// <exception cref="GojiUsageException">The address has no host, or one that a program would take for an option.</exception>
    public static ServerAddress Parse(string address)
    {
        var at = address.IndexOf("://", StringComparison.Ordinal);
        var parsed = at > 0 ? ParseUrl(address[(at + 3)..]) : ParseScp(address);
        return parsed is { Host: [not '-', ..], Path: [not '-', ..] } && parsed.User?.StartsWith('-') != true
            ? parsed
            : throw new GojiUsageException(
                $"The address '{RemoteAddress.WithoutCredentials(address)}' is not valid. Write it as ssh://user@host:port/path or "
                    + $"user@host:path.");
    }

    private static ServerAddress? ParseUrl(string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return null;
        }

        var (user, server) = SplitUser(rest[..slash]);
        var path = Uri.UnescapeDataString(rest[slash..]);

        // "/~user/x" is a path below a user's home.
        return SplitPort(server) is var (host, port)
            ? new(user, Uri.UnescapeDataString(host), port, path.StartsWith("/~", StringComparison.Ordinal) ? path[1..] : path)
            : null;
    }

    // The brackets may hold an IPv6 address, or a host with a port, and the user too.
    private static ServerAddress? ParseScp(string address)
    {
        var colon = address.IndexOf(':', Math.Max(address.IndexOf(']', StringComparison.Ordinal), 0));
        if (colon <= 0 || colon == address.Length - 1)
        {
            return null;
        }

        var authority = address[..colon];
        var (user, server) = SplitUser(authority is ['[', .. var inside, ']'] ? inside : authority);
        var inner = server.Trim('[', ']');
        var isIpv6 = inner.Count(letter => letter == ':') > 1;
        return (isIpv6 ? (inner, null) : SplitPort(inner)) is var (host, port) ? new(user, host, port, address[(colon + 1)..]) : null;
    }

    private static (string? User, string Server) SplitUser(string authority)
    {
        var at = authority.LastIndexOf('@');
        return at < 0 ? (null, authority) : (Uri.UnescapeDataString(authority[..at].Split(':')[0]), authority[(at + 1)..]);
    }

    private static (string Host, int? Port)? SplitPort(string server)
    {
        var end = server.IndexOf(']', StringComparison.Ordinal);
        var colon = server.IndexOf(':', Math.Max(end, 0));
        var host = (colon < 0 ? server : server[..colon]).Trim('[', ']');
        if (colon < 0 || colon == server.Length - 1)
        {
            return (host, null);
        }

        return ushort.TryParse(server[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? (host, port) : null;
    }
}
