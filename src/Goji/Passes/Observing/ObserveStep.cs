using Goji.Model;
using Goji.Passes.Deciding;
using Goji.Ports;

namespace Goji.Passes.Observing;

/// <summary>Looks at the Jobs of the files in processing.</summary>
internal sealed class ObserveStep(
    PassContext context,
    ICluster cluster,
    ClusterIdentity identity,
    ManifestStore manifests,
    TakeoverRule takeover,
    PassLogs logs,
    PrefetchedList? ahead)
{
    /// <summary>A list that was requested before the pass began serves the first poll alone.</summary>
    private PrefetchedList? ahead = ahead;
    private readonly QueuedJobs queued = new(cluster, context.Log);

    public async Task<Look> RunAsync(
        IRepositorySnapshot snapshot, string repositoryId, IReadOnlyList<ProcessingFile> files, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Begin("goji.observe");
        context.Probe.Before(PassStep.Observe);
        var judge = new Judge(context, cluster, identity, manifests, takeover, logs, queued, repositoryId, ahead);
        ahead = null;
        var look = await judge.LookAsync(snapshot, files, cancellationToken);
        context.Probe.After(PassStep.Observe);
        return look;
    }
}
