using Goji.Tool.Server.Passes;

namespace Goji.Tool.Server;

/// <summary>
/// Has the repository read again while somebody looks at the page or the metrics, so that all replicas show the same within seconds. Nobody
/// looks: nothing is read.
/// </summary>
internal sealed class RefreshOnDemand(ServerState state, PassSignal signal, TimeProvider time)
{
    /// <summary>How old the page may be, and how often the repository is read for it at most.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private long? asked;

    /// <summary>Somebody looks.</summary>
    public void Request()
    {
        lock (gate)
        {
            if (state.History is not { } history
                || time.GetUtcNow() - history.ReadAt < Freshness
                || (asked is { } last && time.GetElapsedTime(last) < Freshness))
            {
                return;
            }

            asked = time.GetTimestamp();
        }

        signal.RequestRefresh();
    }
}
