using System.Net;
using System.Net.Security;

namespace Goji.Ports.Notifications;

/// <summary>How the API of the Git host is reached: as git reaches the host.</summary>
/// <param name="Key">The same for the same settings.</param>
/// <param name="Tls">The certificates that are trusted and shown.</param>
/// <param name="Proxy">The proxy; null for none.</param>
internal sealed record HostAccess(string Key, SslClientAuthenticationOptions Tls, IWebProxy? Proxy)
{
    // The generated text would hold the key, and with it a password for the proxy.
    public override string ToString() => nameof(HostAccess);
}
