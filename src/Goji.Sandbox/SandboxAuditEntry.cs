namespace Goji.Sandbox;

/// <summary>One Job that came into being or went.</summary>
/// <param name="Kind">Whether the Job was created or deleted.</param>
/// <param name="Namespace">The Job's namespace.</param>
/// <param name="Name">The Job's name.</param>
/// <param name="Uid">The Job's uid.</param>
/// <param name="RunId">The Job's label <c>goji.run/id</c>; null if it has none.</param>
/// <param name="Time">When, by the cluster's clock.</param>
public sealed record SandboxAuditEntry(
    SandboxAuditKind Kind,
    string Namespace,
    string Name,
    string Uid,
    string? RunId,
    DateTimeOffset Time);
