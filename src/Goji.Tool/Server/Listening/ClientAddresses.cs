using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Listening;

/// <summary>
/// Finds the address that a request came from: that of the connection, or what a trusted proxy names in <c>X-Forwarded-For</c>.
/// </summary>
internal sealed class ClientAddresses(IReadOnlyList<IPNetwork> trustedProxies)
{
    /// <summary>The address of the client, for the log.</summary>
    public IPAddress Of(HttpContext context)
    {
        var address = Plain(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (!IsTrusted(address))
        {
            return address;
        }

        // Each proxy appends the address that it was called from: the first from the right that is no proxy of ours is the client.
        var named = string.Join(',', context.Request.Headers["X-Forwarded-For"].ToArray()).Split(',', StringSplitOptions.TrimEntries);
        foreach (var text in named.Reverse())
        {
            if (!IPAddress.TryParse(text, out var next))
            {
                break;
            }

            address = Plain(next);
            if (!IsTrusted(address))
            {
                break;
            }
        }

        return address;
    }

    /// <summary>Whether the connection itself comes from a trusted proxy, so that its headers are used.</summary>
    public bool CameThroughTrustedProxy(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IsTrusted(Plain(address));

    /// <summary>
    /// The network that counts as one source: an IPv4 address, or the first 64 bits of an IPv6 one, which one customer has whole.
    /// </summary>
    public static IPAddress SourceOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }

    private bool IsTrusted(IPAddress address) => trustedProxies.Any(network => network.Contains(address));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
