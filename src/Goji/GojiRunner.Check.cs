using Goji.Kubernetes.Api;
using Goji.Model;

namespace Goji;

public sealed partial class GojiRunner
{
    // A check that tries again would tell of a fault later than whoever asks wants to know.
    private static readonly ApiPatience Impatience = new() { MaxAttempts = 1, RequestTimeout = TimeSpan.FromSeconds(5) };

    /// <summary>Asks the cluster for a sign of life, with the runner's credentials, once and for five seconds at most. No job is looked at.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="GojiUsageException">The configuration or the credentials are not usable.</exception>
    /// <exception cref="GojiException">The cluster does not answer, or does not accept the credentials.</exception>
    public async Task CheckClusterAsync(CancellationToken cancellationToken = default)
    {
        using var cluster = OpenCluster(Impatience);
        await cluster.IdentifyAsync(cancellationToken);
    }
}
