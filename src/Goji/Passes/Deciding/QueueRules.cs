using Goji.Passes.Deciding.Takeovers;

namespace Goji.Passes.Deciding;

/// <summary>The rules of a pass by which queued files are decided about.</summary>
/// <param name="Options">The settings.</param>
/// <param name="Manifests">The files' contents.</param>
/// <param name="Takeover">The rule about other runners' claims.</param>
/// <param name="Bounds">What the policy demands beyond the content of a file.</param>
/// <param name="Now">The time by the API server's clock.</param>
internal sealed record QueueRules(
    GojiOptions Options, ManifestStore Manifests, TakeoverRule Takeover, PolicyBounds Bounds, Func<DateTimeOffset> Now);
