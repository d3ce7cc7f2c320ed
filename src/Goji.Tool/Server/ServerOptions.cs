namespace Goji.Tool.Server;

/// <summary>How the server listens, whom it believes, and when it runs passes by itself.</summary>
internal sealed record ServerOptions
{
    /// <summary>The largest body that GitHub sends: https://docs.github.com/webhooks/webhook-events-and-payloads.</summary>
    public const int LargestDelivery = 25 * 1024 * 1024;

    public string Listen { get; init; } = "http://*:8080";

    /// <summary>The time between two passes when nobody pushes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most bytes that the body of a delivery may have.</summary>
    public int MaxBody { get; init; } = LargestDelivery;

    /// <summary>The secret of GitHub's webhook; null switches the endpoint off.</summary>
    public string? GitHubSecret { get; init; }

    /// <summary>Whether a delivery that is signed with SHA-1 alone is believed.</summary>
    public bool AllowSha1 { get; init; }

    /// <summary>The token of GitLab's webhook; null switches the endpoint off.</summary>
    public string? GitLabToken { get; init; }

    /// <summary>The bearer token of the generic webhook; null switches the endpoint off.</summary>
    public string? GenericToken { get; init; }

    public LogFormat LogFormat { get; init; } = LogFormat.Json;
}
