using Goji.Model;
using Goji.Passes.Ledger;
using Goji.Passes.Observing;
using Goji.Passes.Publishing;
using Goji.Passes.Recording;
using Goji.Passes.Waiting;
using Goji.Ports;

namespace Goji.Passes;

/// <summary>One round of a pass: Decide, Claim, Start, Observe, Record.</summary>
internal sealed class PassRound(PassContext context, PassTime patience, Publisher publisher, PassSteps steps, PassLedger ledger)
{
    private const int MaxStandstills = 3;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var outage = await ClaimAndStartAsync(cancellationToken);
            var look = await ObserveAndRecordAsync(cancellationToken);
            if (outage is not null && look.Wanted == 0 && patience.HasLeft)
            {
                // The pass waits for the cluster alone.
                throw outage;
            }
        }
        catch (Exception failure) when (ledger.Unrecorded.Count > 0
            && failure is OperationCanceledException or ClusterException
            && !CancelsAtStop)
        {
            // What was started is still recorded, so that no later pass has to look for it.
            ledger.Recorded(await patience.RecordAtEndAsync(
                token => steps.Record.RunAsync(ledger.Snapshot, ledger.Unrecorded, token), SilentFor));
            throw;
        }
    }

    /// <summary>How long the remote or the cluster has not answered.</summary>
    private TimeSpan SilentFor() => context.Repository.SilentFor > steps.Cluster.SilentFor
        ? context.Repository.SilentFor
        : steps.Cluster.SilentFor;

    /// <summary>Whether a person has stopped the pass and its jobs must be cancelled: the request comes first.</summary>
    private bool CancelsAtStop => context.Options.OnAbort == EndedWait.Cancel && patience.IsStopped;

    /// <summary>Observes the jobs once more and carries out the requested cancels. Nothing is claimed.</summary>
    public Task CancelAsync(CancellationToken cancellationToken) =>
        LookAndRecordAsync(look => RecordAsync(ledger.UpdatesAfter(look), cancellationToken), cancellationToken);

    /// <returns>Why something could not be started this time; null where everything could.</returns>
    private async Task<ClusterException?> ClaimAndStartAsync(CancellationToken cancellationToken)
    {
        for (var standstills = 0; ;)
        {
            var claims = await steps.Claim.RunAsync(ledger.Snapshot, ledger, cancellationToken);
            ledger.Claimed(claims);
            var starts = await steps.Start.RunAsync(claims.Snapshot, claims.Plan, cancellationToken);
            ledger.Started(starts);
            if (!starts.Any(start => start.IsStale))
            {
                // No further files are claimed while the cluster accepts nothing.
                if (claims.Plan.HasMore && (starts.Count == 0 || starts.Any(start => start.IsAnswered)))
                {
                    continue;
                }

                return claims.Plan.Outage ?? starts.Select(start => start.Outage).FirstOrDefault(outage => outage is not null);
            }

            // If each request takes longer than a claim lasts, the claims would be renewed forever.
            standstills = starts.Any(start => start.IsProgress) ? 0 : standstills + 1;
            if (standstills == MaxStandstills)
            {
                ledger.Warn(new(publisher.PushTime > context.Options.ClaimTime / 2
                    ? $"Some jobs are claimed but not started: a push to '{context.Repository.Address}' takes "
                        + $"{Duration.Text(publisher.PushTime)}, "
                        + "which differs too much from one push to the next. A later pass goes on."
                    : "Some jobs are claimed but not started: the cluster takes too long to answer. A later pass goes on."));
                return null;
            }

            // Some claims became too old while others were started: they are renewed unless another runner has taken them over.
            ledger.Synced(await publisher.SyncAsync(cancellationToken));
        }
    }

    private async Task<Look> ObserveAndRecordAsync(CancellationToken cancellationToken)
    {
        var look = await LookAndRecordAsync(
            seen => patience.RecordAsync(token => RecordAsync(ledger.UpdatesAfter(seen), token), SilentFor),
            cancellationToken);
        if (look.IsBlind)
        {
            throw new BlindLookException(look.Wanted, ledger.Warnings[^1]);
        }

        return look;
    }

    /// <summary>Observes and records; twice if a Job is cancelled whose UID was not recorded before.</summary>
    private async Task<Look> LookAndRecordAsync(Func<Look, Task> recordAsync, CancellationToken cancellationToken)
    {
        var look = await LookAsync(cancellationToken);
        await recordAsync(look);
        if (look.CancelsOnceRecorded)
        {
            look = await LookAsync(cancellationToken);
            await recordAsync(look);
        }

        return look;
    }

    /// <summary>
    /// Observes the Jobs, and ends those whose files are cancelled. One that finished in between is observed again: its verdict counts.
    /// </summary>
    private async Task<Look> LookAsync(CancellationToken cancellationToken)
    {
        for (var looks = 1; ; looks++)
        {
            var seen = await steps.Observe.RunAsync(
                ledger.Snapshot, steps.Decide.RepositoryIdOf(ledger.Snapshot), ledger.Observable, cancellationToken);
            var (look, hasChanged) = await steps.Cancel(ledger.Snapshot).RunAsync(seen, cancellationToken);
            if (!hasChanged || looks == MaxStandstills)
            {
                ledger.Observed(look);
                return look;
            }
        }
    }

    /// <summary>
    /// The cleanup of a verdict runs after the verdict is pushed, and the file moves only after that: so a file in processing whose record
    /// has the verdict may still need the cleanup, even after a crash.
    /// </summary>
    private async Task<bool> RecordAsync(IReadOnlyList<FileUpdate> updates, CancellationToken cancellationToken)
    {
        var recorded = await steps.Record.RunAsync(ledger.Snapshot, updates, cancellationToken);
        ledger.Recorded(recorded);
        var unsettled = recorded.Plan.Where(update => update.IsUnsettled).ToList();
        if (unsettled.Count == 0)
        {
            return false;
        }

        var result = await steps.Settle(ledger.Snapshot).RunAsync(unsettled, cancellationToken);
        ledger.Settled(result);
        return await RecordAsync(result.Settled, cancellationToken);
    }
}
