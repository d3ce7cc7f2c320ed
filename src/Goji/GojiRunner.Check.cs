using Goji.Kubernetes;
using Goji.Model;

namespace Goji;

public sealed partial class GojiRunner
{
    // A check that tries again would report a fault later than its caller wants to know.
    private static readonly ApiTimeouts Impatience = new() { MaxAttempts = 1, RequestTimeout = TimeSpan.FromSeconds(5) };

    private ClusterCheck? check;

    /// <summary>
    /// Checks that the cluster answers and accepts the credentials, with one request of at most five seconds. Jobs are not read.
    /// </summary>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="GojiUsageException">The configuration or the credentials are not usable.</exception>
    /// <exception cref="GojiException">The cluster does not answer, or does not accept the credentials.</exception>
    public async Task CheckClusterAsync(CancellationToken cancellationToken = default)
    {
        check ??= new(() => OpenCluster(Impatience), time);
        await check.RunAsync(cancellationToken);
    }
}
