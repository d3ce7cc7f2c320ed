using Goji.Model;
using Goji.Passes.Auditing;
using Goji.Passes.Claiming;
using Goji.Ports;

namespace Goji.Passes.Starting;

/// <summary>Creates the Jobs of claimed files.</summary>
internal sealed class StartStep(PassContext context, ICluster cluster, JobAudit audit)
{
    /// <param name="snapshot">The snapshot that holds the claims.</param>
    /// <param name="plan">What has been claimed.</param>
    /// <param name="cancellationToken">Ends the step; what was started by then is in the results.</param>
    public async Task<IReadOnlyList<StartResult>> RunAsync(
        IRepositorySnapshot snapshot, ClaimPlan plan, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Begin("goji.start");
        if (plan.Starts.Count == 0)
        {
            return [];
        }

        var starter = new Starter(context, cluster, plan.RepositoryId, snapshot);
        var results = await starter.StartAsync(plan.Starts, cancellationToken);
        foreach (var result in results)
        {
            audit.Started(snapshot, result);
        }

        return results;
    }
}
