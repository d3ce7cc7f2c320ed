using Goji.Passes.Claiming;
using Goji.Passes.Ledger;
using Goji.Passes.Observing;
using Goji.Passes.Publishing;
using Goji.Passes.Recording;
using Goji.Passes.Waiting;
using Goji.Ports;

namespace Goji.Passes;

/// <summary>
/// The pipeline: Sync -> Decide -> Claim -> Start -> Observe -> Record -> Wait, and again from the sync until every awaited job has its
/// verdict. Each step takes values of the ledger, and returns values that are entered there.
/// </summary>
internal sealed class Pass(
    PassContext context, PassSteps steps, PassLedger ledger, Publisher publisher, PassDeadline patience, PassRounds rounds)
{
    /// <summary>Whether a person has stopped the pass and its jobs must be cancelled: the request comes first.</summary>
    public bool CancelsAtStop => context.Options.OnAbort == WaitEndAction.Cancel && patience.IsStopped;

    /// <summary>Runs round after round. The first one begins with the snapshot that the session has synced.</summary>
    public async Task RunAsync()
    {
        do
        {
            await rounds.TryAsync(RoundAsync);
            steps.Notify.Post(ledger);
        }
        while (await rounds.WaitAsync(SyncAsync));

        if (patience.HasTimedOut)
        {
            ledger.OutOfTime();
        }
    }

    /// <summary>Observes the jobs once more and carries out the requested cancels. Nothing is claimed.</summary>
    public Task CancelAsync(CancellationToken cancellationToken) =>
        ObserveAndRecordAsync(updates => RecordAsync(updates, cancellationToken), cancellationToken);

    private async Task SyncAsync(CancellationToken cancellationToken) => ledger.Synced(await publisher.SyncAsync(cancellationToken));

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            var outage = await ClaimAndStartAsync(cancellationToken);
            var look = await ObserveAndRecordAsync(RecordInTimeAsync, cancellationToken);
            if (look.IsBlind)
            {
                throw new PollFailedException(look.Wanted, ledger.Warnings[^1]);
            }

            if (outage is not null && look.Wanted == 0 && patience.HasLeft)
            {
                // The pass waits for the cluster alone.
                throw outage;
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ClusterException
            && ledger.Unrecorded.Count > 0 && !CancelsAtStop)
        {
            // What was started is still recorded, so that no later pass has to look for it.
            ledger.Recorded(await patience.RecordAtEndAsync(
                token => steps.Record.RunAsync(ledger.Snapshot, ledger.Unrecorded, token), steps.SilentFor));
            throw;
        }
    }

    /// <summary>Decide -> Claim -> Start, batch by batch.</summary>
    /// <returns>Why something could not be started this time; null where everything could.</returns>
    private async Task<ClusterException?> ClaimAndStartAsync(CancellationToken cancellationToken)
    {
        var batches = new ClaimBatches();
        while (batches.HasNext)
        {
            await ClaimBatchAsync(batches, cancellationToken);
            if (batches.MustSync)
            {
                await SyncAsync(cancellationToken);
            }
        }

        if (batches.IsStandstill)
        {
            ledger.Warn(PassWarning.ClaimsTooOld(context.Repository.Address, publisher.PushTime, context.Options.ClaimTime));
        }

        return batches.Outage;
    }

    /// <summary>A batch, and all that was prepared for it, is out of memory before the next one begins.</summary>
    private async Task ClaimBatchAsync(ClaimBatches batches, CancellationToken cancellationToken)
    {
        var facts = await steps.Decide.RunAsync(ledger.Snapshot, ledger, cancellationToken);
        var claims = await steps.Claim.RunAsync(ledger.Snapshot, ledger, facts, cancellationToken);
        ledger.Claimed(claims);
        var starts = await steps.Start.RunAsync(claims.Snapshot, claims.Plan, cancellationToken);
        ledger.Started(starts);
        batches.Add(claims.Plan, starts);
    }

    /// <summary>Observe -> Record; twice where Jobs can be cancelled only after they are recorded.</summary>
    private async Task<PollResult> ObserveAndRecordAsync(
        Func<IReadOnlyList<FileUpdate>, Task> recordAsync, CancellationToken cancellationToken)
    {
        for (var looks = 1; ; looks++)
        {
            var look = await steps.Observe.RunAsync(
                ledger.Snapshot, steps.RepositoryIdOf(ledger.Snapshot), ledger.Observable, cancellationToken);
            ledger.Observed(look);
            await recordAsync(ledger.UpdatesAfter(look));
            if (!look.CancelsOnceRecorded || looks == 2)
            {
                return look;
            }
        }
    }

    private Task RecordInTimeAsync(IReadOnlyList<FileUpdate> updates) =>
        patience.RecordAsync(token => RecordAsync(updates, token), steps.SilentFor);

    /// <summary>
    /// The cleanup of a verdict runs after the verdict is pushed, and the file moves only after that: so a file in processing whose record
    /// has the verdict may still need the cleanup, even after a crash.
    /// </summary>
    private async Task RecordAsync(IReadOnlyList<FileUpdate> updates, CancellationToken cancellationToken)
    {
        var recorded = await steps.Record.RunAsync(ledger.Snapshot, updates, cancellationToken);
        ledger.Recorded(recorded);
        if (recorded.Plan.Where(update => update.IsUnsettled).ToList() is [_, ..] unsettled)
        {
            var result = await steps.Settle.RunAsync(unsettled, steps.RepositoryIdOf(ledger.Snapshot), cancellationToken);
            ledger.CleanedUp(result);
            await RecordAsync(result.Settled, cancellationToken);
        }
    }
}
