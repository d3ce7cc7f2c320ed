namespace Goji.Sandbox;

/// <summary>
/// A handler in front of a cluster that is opened with the first request: without requests, its state file is not needed.
/// </summary>
/// <param name="open">
/// Opens the cluster. It is disposed of with the handler. What this throws, the request throws, and the next request tries again.
/// </param>
public sealed class DeferredSandbox(Func<SandboxCluster> open) : DelegatingHandler
{
    private readonly Lock gate = new();
    private SandboxCluster? cluster;

    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (cluster is null)
            {
                cluster = open();
                InnerHandler = cluster.CreateHandler();
            }
        }

        return base.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            cluster?.Dispose();
        }
    }
}
