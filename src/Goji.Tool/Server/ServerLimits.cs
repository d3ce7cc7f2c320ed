using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Goji.Tool.Server;

/// <summary>What one client, or many, may cost: deliveries come from the internet.</summary>
internal static class ServerLimits
{
    /// <summary>The most connections that the listener for webhooks keeps open.</summary>
    public const int WebhookConnections = 1000;

    /// <summary>The most connections that the status listener keeps open. Those of open pages are among them.</summary>
    public const int StatusConnections = 500;

    /// <summary>How long a delivery may take from its first byte to its answer.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(30);

    private const long LeastMemoryForBodies = 64L * 1024 * 1024;

    /// <summary>The most bytes of bodies that are in memory at a time.</summary>
    public static long MemoryForBodies(ServerOptions options) => Math.Max(LeastMemoryForBodies, 3L * options.MaxBody);

    public static void Apply(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBody;
        kestrel.Limits.MaxRequestLineSize = 4 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
