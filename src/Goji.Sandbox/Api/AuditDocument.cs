namespace Goji.Sandbox.Api;

/// <summary>The audit, for other processes.</summary>
internal sealed record AuditDocument(IReadOnlyList<SandboxAuditEntry> Jobs, IReadOnlyDictionary<string, long> Requests);
