using System.Globalization;
using System.Net;

namespace Goji.Model;

/// <summary>
/// The hosts that <c>NO_PROXY</c> excepts: names with their sub-domains, addresses, ranges of addresses, each with or without a port, or
/// <c>*</c>.
/// </summary>
internal sealed class NoProxy
{
    private readonly List<Func<string, IPAddress?, int, bool>> rules = [];

    private NoProxy()
    {
    }

    public static NoProxy Parse(string list)
    {
        var parsed = new NoProxy();
        foreach (var entry in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            parsed.rules.Add(Rule(entry.ToLowerInvariant()));
        }

        return parsed;
    }

    /// <param name="host">The host's name in its ASCII form, or its address.</param>
    /// <param name="port">The port.</param>
    public bool Matches(string host, int port)
    {
        var name = host.ToLowerInvariant();
        var address = IPAddress.TryParse(name, out var parsed) ? Plain(parsed) : null;
        return rules.Exists(rule => rule(name, address, port));
    }

    private static Func<string, IPAddress?, int, bool> Rule(string entry)
    {
        if (entry == "*")
        {
            return (_, _, _) => true;
        }

        if (Range(entry) is { } range)
        {
            return (_, address, _) => address is not null && range.Contains(address);
        }

        var (host, only) = Split(entry);
        if (IPAddress.TryParse(host, out var excepted))
        {
            var wanted = Plain(excepted);
            return (_, address, port) => wanted.Equals(address) && (only is null || only == port);
        }

        // '.example.com' and '*.example.com' except the sub-domains alone.
        var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[1..] : host;
        var suffix = name.StartsWith('.') ? name : "." + name;
        return (wanted, _, port) => (wanted.EndsWith(suffix, StringComparison.Ordinal) || wanted == name) && (only is null || only == port);
    }

    /// <summary>
    /// Returns the range of addresses that an entry names: <c>10.1.2.3/8</c> is <c>10.0.0.0/8</c>.
    /// </summary>
    private static IPNetwork? Range(string entry)
    {
        if (entry.Split('/') is not [var front, var back]
            || !IPAddress.TryParse(front, out var address)
            || !int.TryParse(back, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return length <= bytes.Length * 8 ? new IPNetwork(new IPAddress(bytes), length) : null;
    }

    private static (string Host, int? Port) Split(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var isBracketed = entry.StartsWith('[');
        if (colon < 0 || (!isBracketed && entry.IndexOf(':', StringComparison.Ordinal) != colon))
        {
            // An IPv6 address without brackets has no port.
            return (entry.Trim('[', ']'), null);
        }

        return int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (entry[..colon].Trim('[', ']'), port)
            : (entry.Trim('[', ']'), null);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
