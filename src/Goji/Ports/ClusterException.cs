namespace Goji.Ports;

/// <summary>The cluster answered a request with a failure, or not at all.</summary>
internal sealed class ClusterException(ClusterFailure failure, string message, Exception? innerException = null) : GojiException(
    message, innerException)
{
    /// <summary>What the failure means for what comes next.</summary>
    public ClusterFailure Failure { get; } = failure;

    /// <summary>
    /// Whether an earlier try of the same request got no answer that can be trusted: it may have been carried out, or may still be.
    /// </summary>
    public bool MayHaveActed { get; init; }

    /// <summary>
    /// Whether the API server itself answered every try with 500, as it does when an admission webhook fails: the request has ended there,
    /// so that a read shows whether it was carried out, and it is about this one object.
    /// </summary>
    public bool IsServerFault { get; init; }

    /// <summary>Whether the cluster is away, or does not accept the credentials: nothing is known of what was asked.</summary>
    public bool IsOutage => Failure is ClusterFailure.Unavailable or ClusterFailure.Unauthorized;

    /// <summary>Whether the server has refused, and a later try may succeed.</summary>
    public bool IsObstacle => IsServerFault || IsPassing || Failure == ClusterFailure.Forbidden;

    /// <summary>Whether the server has refused because of something else in the cluster, which may change by itself.</summary>
    public bool IsPassing => Failure
        is ClusterFailure.QuotaExceeded or ClusterFailure.NamespaceTerminating or ClusterFailure.Contended;

    /// <summary>Whether the server has refused the request and done nothing of it.</summary>
    public bool IsRefusal => IsPassing || Failure
        is ClusterFailure.Invalid or ClusterFailure.NotFound or ClusterFailure.Conflict or ClusterFailure.Forbidden;
}
