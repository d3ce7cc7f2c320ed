using System.Net;
using Goji.Settings.Values;
using Goji.Tool.Server.Listening;

namespace Goji.Tool.Server;

/// <summary>How the server listens, whom it believes, and when it runs passes by itself.</summary>
internal sealed record ServerOptions
{
    /// <summary>The largest body that GitHub sends: https://docs.github.com/webhooks/webhook-events-and-payloads.</summary>
    public const int LargestDelivery = 25 * 1024 * 1024;

    /// <summary>Where webhooks are delivered to.</summary>
    public ListenAddress Listen { get; init; } = ListenAddress.Parse("http://*:8080");

    /// <summary>Where the page, the metrics and health are served.</summary>
    public ListenAddress StatusListen { get; init; } = ListenAddress.Parse("http://*:8081");

    /// <summary>The networks whose forwarded headers are used.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>The time between two passes without a push.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most bytes that the body of a delivery may have.</summary>
    public int MaxBody { get; init; } = LargestDelivery;

    /// <summary>
    /// The secrets of the webhooks whose deliveries are signed, by the name of the sender. One that is not there is switched off.
    /// </summary>
    public IReadOnlyDictionary<string, SecretValue> SigningSecrets { get; init; } = new Dictionary<string, SecretValue>();

    /// <summary>Whether a delivery that is signed with SHA-1 alone is accepted.</summary>
    public bool AllowSha1 { get; init; }

    /// <summary>The token of GitLab's webhook; null switches the endpoint off.</summary>
    public SecretValue? GitLabToken { get; init; }

    /// <summary>The password of the service hooks of Azure DevOps; null switches the endpoint off.</summary>
    public SecretValue? AzurePassword { get; init; }

    /// <summary>The token of the generic webhook; null switches the endpoint off.</summary>
    public SecretValue? GenericToken { get; init; }

    /// <summary>The token that the page asks for; null for none.</summary>
    public SecretValue? PageToken { get; init; }

    /// <summary>The header in which a trusted proxy names the authenticated user; null for none.</summary>
    public string? PageUserHeader { get; init; }

    /// <summary>Whether the page shows the last log lines of containers.</summary>
    public bool ShowsLogs { get; init; }

    /// <summary>The user name for https remotes; null for none.</summary>
    public SecretValue? GitUsername { get; init; }

    /// <summary>The GitHub App whose tokens take the place of a password; null for none.</summary>
    public GitHubApp? App { get; init; }

    /// <summary>The password or access token for https remotes; null for none.</summary>
    public SecretValue? GitPassword { get; init; }

    /// <summary>The token for the Git host's API; null for none of its own.</summary>
    public SecretValue? StatusToken { get; init; }

    public LogFormat LogFormat { get; init; } = LogFormat.Json;

    /// <summary>Whether any webhook is switched on.</summary>
    public bool TakesDeliveries =>
        SigningSecrets.Count > 0 || GitLabToken is not null || AzurePassword is not null || GenericToken is not null;
}
