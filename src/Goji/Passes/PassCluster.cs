using Goji.Passes.Waiting;
using Goji.Ports;

namespace Goji.Passes;

/// <summary>
/// The cluster of a pass. It is opened on another thread as soon as the pass expects to need it: loading and compiling a client takes as
/// long as a small fetch. Opening sends no request.
/// </summary>
internal sealed class PassCluster : IAsyncDisposable
{
    private readonly Func<ICluster> open;
    private Task<ICluster>? opening;
    private ICluster? cluster;

    /// <param name="open">Opens the cluster.</param>
    /// <param name="patience">The time that the pass may wait for a cluster that is away.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock of this machine.</param>
    public PassCluster(Func<ICluster> open, PassDeadline patience, IGojiLog log, TimeProvider time)
    {
        this.open = open;
        Outage = new(() => Name, patience, log, time);
    }

    /// <summary>What the pass does while the cluster is away.</summary>
    public Outage Outage { get; }

    /// <summary>Empty before it is open.</summary>
    public string Address => cluster?.Address ?? "";

    /// <summary>The cluster as the subject of a sentence.</summary>
    public string Name => $"The cluster '{Address}'";

    public void Begin() => opening ??= Task.Run(open);

    /// <exception cref="GojiUsageException">The configuration or the credentials are not usable.</exception>
    public async Task<ICluster> OpenAsync()
    {
        Begin();
        return cluster = await opening!;
    }

    /// <summary>How long it is until a time by the API server's clock; null where that clock is not known.</summary>
    public TimeSpan? Until(DateTimeOffset? time) => time - cluster?.Now;

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
