using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Goji.Tool.Server.Listening;

/// <summary>
/// An address that the server listens on: plain http, a port, and all interfaces, the loopback interface or one IP address.
/// </summary>
/// <param name="Text">The address as it was written.</param>
/// <param name="Address">The interface; <see langword="null"/> for all of them.</param>
/// <param name="Port">The port; 0 takes a free one.</param>
internal sealed record ListenAddress(string Text, IPAddress? Address, int Port)
{
    /// <exception cref="FormatException">The text is not such an address. The message names what is expected.</exception>
    public static ListenAddress Parse(string text)
    {
        var probe = text.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
        if (Uri.TryCreate(probe, UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttp
            && uri.PathAndQuery == "/"
            && uri.UserInfo.Length == 0)
        {
            if (probe != text)
            {
                return new(text, null, uri.Port);
            }

            if (uri.Host == "localhost")
            {
                return new(text, IPAddress.Loopback, uri.Port);
            }

            if (IPAddress.TryParse(uri.DnsSafeHost, out var address))
            {
                return new(text, address, uri.Port);
            }
        }

        throw new FormatException(
            "an address such as http://*:8080 or http://127.0.0.1:8080, with http, a port, and *, localhost or an IP address. TLS ends at "
                + "the ingress in front");
    }

    public void Bind(KestrelServerOptions kestrel, Action<ListenOptions> configure)
    {
        if (Address is null)
        {
            kestrel.ListenAnyIP(Port, configure);
        }
        else
        {
            kestrel.Listen(Address, Port, configure);
        }
    }

    /// <summary>Whether both cannot be listened on at the same time.</summary>
    public bool Collides(ListenAddress other) =>
        Port != 0 && Port == other.Port && (Address is null || other.Address is null || Address.Equals(other.Address));
}
