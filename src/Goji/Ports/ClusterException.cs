namespace Goji.Ports;

/// <summary>The cluster answered a request with a failure, or not at all.</summary>
internal sealed class ClusterException(ClusterFailure failure, string message, Exception? innerException = null) : GojiException(message, innerException)
{
    /// <summary>What the failure means for what comes next.</summary>
    public ClusterFailure Failure { get; } = failure;

    /// <summary>Whether an earlier try of the same request got no answer that can be trusted: it may have been carried out, or may still be.</summary>
    public bool MayHaveActed { get; init; }
}
