using System.Diagnostics.CodeAnalysis;

namespace Goji.Kubernetes;

/// <summary>
/// Asks again and again whether the cluster answers, over one connection: a new one costs a TLS handshake, and may cost the run of an exec
/// plugin.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "The semaphore holds nothing without its wait handle; a connection that is kept goes with the runner.")]
internal sealed class ClusterCheck(Func<KubernetesCluster> open, TimeProvider time)
{
    /// <summary>The age after which the configuration is read again: credentials are renewed in their files.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private KubernetesCluster? cluster;
    private long openedAt;

    /// <exception cref="GojiUsageException">The configuration is not usable.</exception>
    /// <exception cref="GojiException">The cluster does not answer.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (cluster is not null && time.GetElapsedTime(openedAt) > MaxAge)
            {
                Close();
            }

            if (cluster is null)
            {
                cluster = open();
                openedAt = time.GetTimestamp();
            }

            await cluster.IdentifyAsync(cancellationToken);
        }
        catch
        {
            Close();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    private void Close()
    {
        cluster?.Dispose();
        cluster = null;
    }
}
