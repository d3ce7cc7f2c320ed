namespace Goji.Reconciling;

/// <summary>The cluster answered a request with a failure, or not at all.</summary>
internal sealed class ClusterException(ClusterFailure failure, string message, Exception? innerException = null) : GojiException(message, innerException)
{
    /// <summary>What the failure means for what comes next.</summary>
    public ClusterFailure Failure { get; } = failure;
}
