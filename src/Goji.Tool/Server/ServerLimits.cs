using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Goji.Tool.Server;

/// <summary>What one client, or many, may cost: deliveries come from the internet.</summary>
internal static class ServerLimits
{
    /// <summary>How long a delivery may take from its first byte to its answer.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(30);

    public static void Apply(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = 1000;
        kestrel.Limits.MaxRequestBodySize = options.MaxBody;
        kestrel.Limits.MaxRequestLineSize = 4 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
