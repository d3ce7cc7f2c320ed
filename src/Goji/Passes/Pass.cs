using Goji.Passes.Ledger;
using Goji.Passes.Previewing;
using Goji.Passes.Publishing;
using Goji.Passes.Waiting;
using Goji.Ports;

namespace Goji.Passes;

/// <summary>
/// One pass over a jobs repository: Sync, then Decide, Claim, Start, Observe, Record, and with a time to wait again from the first of them until
/// every awaited job has its verdict. A repository with nothing queued and nothing in processing is left after the sync.
/// </summary>
internal sealed class Pass(PassContext context, Func<ICluster> openCluster)
{
    private readonly DateTimeOffset startedAt = context.Time.GetUtcNow();
    private readonly Publisher publisher = new(context.Repository, context.Log, context.Time, context.Probe);
    private readonly PassLedger ledger = new(context.Log);
    private readonly ProgressTeller progress = new(context);

    public async Task<GojiReport> RunAsync(CancellationToken cancellationToken)
    {
        await using var opening = new ClusterOpening(openCluster);
        var steps = await BeginAsync(opening, cancellationToken);
        if (steps is not null)
        {
            await RunAsync(steps, cancellationToken);
        }

        context.Probe.Before(PassStep.WorkingCopy);
        context.Repository.UpdateWorkingCopy(ledger.Snapshot);
        context.Probe.After(PassStep.WorkingCopy);
        return Report(steps?.Cluster.Address ?? "");
    }

    /// <summary>Finds out what <see cref="RunAsync(CancellationToken)"/> would do, and changes nothing in the repository or the cluster.</summary>
    /// <param name="rehearse">Whether the API server is asked what it would answer to the Jobs that would be created.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<GojiReport> PreviewAsync(bool rehearse, CancellationToken cancellationToken)
    {
        await using var opening = new ClusterOpening(openCluster);
        var steps = await BeginAsync(opening, cancellationToken);
        if (steps is not null)
        {
            await new Preview(steps, ledger).RunAsync(rehearse, cancellationToken);
        }

        return Report(steps?.Cluster.Address ?? "") with { DryRun = true };
    }

    /// <returns>The steps that follow; null where there is nothing to do.</returns>
    private async Task<PassSteps?> BeginAsync(ClusterOpening opening, CancellationToken cancellationToken)
    {
        if (context.Repository.ExpectsWork)
        {
            opening.Begin();
        }

        ledger.Began(await publisher.SyncAsync(cancellationToken));
        return ledger.HasWork
            ? await PassSteps.BeginAsync(context, publisher, await opening.EndAsync(), ledger.Snapshot, ledger, cancellationToken)
            : null;
    }

    private async Task RunAsync(PassSteps steps, CancellationToken cancellationToken)
    {
        var began = context.Time.GetTimestamp();
        var round = new PassRound(context, publisher, steps, ledger);
        while (true)
        {
            await round.RunAsync(cancellationToken);

            var waited = context.Time.GetElapsedTime(began);
            var remaining = (context.Options.Wait ?? TimeSpan.Zero) - waited;
            var awaited = Awaited();
            var isDone = remaining <= TimeSpan.Zero || (awaited.Count == 0 && !ledger.MayStartMore);
            progress.Report(ledger, isDone ? [] : awaited, waited);
            if (isDone)
            {
                return;
            }

            context.Repository.UpdateWorkingCopy(ledger.Snapshot);
            if (!ledger.MayStartMore)
            {
                progress.Log(awaited);
                var pause = remaining < context.Options.PollInterval ? remaining : context.Options.PollInterval;
                await steps.Wait.RunAsync(awaited, pause, steps.Decide.RepositoryIdOf(ledger.Snapshot), cancellationToken);
            }

            ledger.Synced(await publisher.SyncAsync(cancellationToken));
        }
    }

    private List<JobReport> Awaited() =>
    [
        .. ledger.Entries
            .Where(job => job.IsAwaited && (context.Options.WaitFor.Count == 0 || context.Options.WaitFor.Contains(job.File)))
            .Select(job => job.ToReport()),
    ];

    private GojiReport Report(string clusterAddress) => new()
    {
        Repository = context.Repository.Address,
        Branch = context.Repository.Branch,
        Cluster = clusterAddress,
        Jobs = ledger.Jobs,
        Commits = [.. publisher.Commits],
        Warnings = ledger.Warnings,
        StartedAt = startedAt,
        FinishedAt = context.Time.GetUtcNow(),
    };
}
