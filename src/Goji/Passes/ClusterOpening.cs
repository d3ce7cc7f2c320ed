using Goji.Ports;

namespace Goji.Passes;

/// <summary>
/// Opens the cluster on another thread as soon as a pass expects to need it: loading and compiling a client takes as long as a small fetch.
/// No request is sent.
/// </summary>
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
            // A caller that needed the cluster has already received the failure.
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
            {
                (await opening).Dispose();
            }
        }
    }
}
