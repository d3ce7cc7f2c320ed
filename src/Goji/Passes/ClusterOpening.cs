using Goji.Ports;

namespace Goji.Passes;

/// <summary>Opens the cluster on a thread of its own where it will be needed soon: to load and compile a client takes as long as a small fetch. Nothing is asked of the cluster by that.</summary>
internal sealed class ClusterOpening(Func<ICluster> open) : IAsyncDisposable
{
    private Task<ICluster>? opening;

    public void Begin() => opening ??= Task.Run(open);

    /// <exception cref="GojiUsageException">The configuration or the credentials are not usable.</exception>
    public Task<ICluster> EndAsync()
    {
        Begin();
        return opening!;
    }

    public async ValueTask DisposeAsync()
    {
        if (opening is not null)
        {
            // Where the cluster was needed, its caller has heard what went wrong.
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
            {
                opening.Result.Dispose();
            }
        }
    }
}
