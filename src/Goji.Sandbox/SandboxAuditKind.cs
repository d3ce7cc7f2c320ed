namespace Goji.Sandbox;

/// <summary>What became of a Job.</summary>
public enum SandboxAuditKind
{
    /// <summary>It was created.</summary>
    Created,

    /// <summary>Its object is gone: deleted by a client, by its time to live or with its namespace.</summary>
    Deleted,
}
