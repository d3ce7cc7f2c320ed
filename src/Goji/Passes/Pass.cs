using Goji.Git.Checkout;
using Goji.Kubernetes;
using Goji.Passes.Publishing;
using Goji.Ports;

namespace Goji.Passes;

/// <summary>One pass over a jobs repository: sync, and where there is anything queued or processing, the rest of the protocol.</summary>
internal sealed class Pass(PassContext context, Func<ICluster> openCluster)
{
    private readonly DateTimeOffset startedAt = context.Time.GetUtcNow();

    /// <summary>Decides, claims, starts, observes and records; with a time to wait, the last two repeat.</summary>
    public Task<GojiReport> RunAsync(CancellationToken cancellationToken) =>
        RunAsync((reconciliation, snapshot) => reconciliation.RunAsync(snapshot, cancellationToken), changesNothing: false, cancellationToken);

    /// <summary>Tells what <see cref="RunAsync(CancellationToken)"/> would do, and changes nothing in the repository or the cluster.</summary>
    /// <param name="rehearse">Whether the API server is asked what it would say to the Jobs that would be created.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<GojiReport> LookAsync(bool rehearse, CancellationToken cancellationToken) =>
        RunAsync(
            async (reconciliation, snapshot) =>
            {
                await reconciliation.LookAsync(snapshot, rehearse, cancellationToken);
                return snapshot;
            },
            changesNothing: true,
            cancellationToken);

    private async Task<GojiReport> RunAsync(
        Func<Reconciliation, IRepositorySnapshot, Task<IRepositorySnapshot>> work, bool changesNothing, CancellationToken cancellationToken)
    {
        await using var opening = new ClusterOpening(openCluster);
        if (context.Repository.ExpectsWork)
        {
            opening.Begin();
        }

        var snapshot = await context.Publisher.SyncAsync(cancellationToken);
        Note(snapshot, JobState.Processing);
        Note(snapshot, JobState.Queued);
        var address = "";
        if (context.Tally.Jobs.Count > 0)
        {
            var cluster = await opening.EndAsync();
            address = cluster.Address;
            snapshot = await work(await Reconciliation.BeginAsync(context, cluster, snapshot, cancellationToken), snapshot);
        }

        if (!changesNothing)
        {
            context.Probe.Before(PassStep.WorkingCopy);
            context.Repository.UpdateWorkingCopy(snapshot);
            context.Probe.After(PassStep.WorkingCopy);
        }

        return new()
        {
            Repository = context.Repository.Address,
            Branch = context.Repository.Branch,
            Cluster = address,
            Jobs = context.Tally.Jobs,
            Commits = [.. context.Publisher.Commits],
            Warnings = context.Tally.Warnings,
            StartedAt = startedAt,
            FinishedAt = context.Time.GetUtcNow(),
            DryRun = changesNothing,
        };
    }

    private void Note(IRepositorySnapshot snapshot, JobState state)
    {
        foreach (var file in snapshot.List(state))
        {
            context.Tally.Found(file.Path, state);
        }
    }
}
