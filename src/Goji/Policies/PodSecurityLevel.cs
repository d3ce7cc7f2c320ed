namespace Goji.Policies;

/// <summary>The levels of the Pod Security Standards: https://kubernetes.io/docs/concepts/security/pod-security-standards/.</summary>
internal enum PodSecurityLevel
{
    /// <summary>Everything is allowed.</summary>
    Privileged,

    /// <summary>Known ways to more privileges are refused.</summary>
    Baseline,

    /// <summary>The current best practices are demanded.</summary>
    Restricted,
}
