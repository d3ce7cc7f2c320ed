using Goji.Passes.Ledger;
using Goji.Passes.Publishing;
using Goji.Passes.Recording;
using Goji.Ports;

namespace Goji.Passes;

/// <summary>One round of a pass: Decide, Claim, Start, Observe, Record.</summary>
internal sealed class PassRound(PassContext context, Publisher publisher, PassSteps steps, PassLedger ledger)
{
    private const int MaxStandstills = 3;
    private static readonly TimeSpan GraceAfterCancellation = TimeSpan.FromSeconds(20);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ClaimAndStartAsync(cancellationToken);
            await ObserveAndRecordAsync(cancellationToken);
        }
        catch (Exception failure) when (ledger.Unrecorded.Count > 0 && failure is OperationCanceledException or ClusterException)
        {
            // What was started is still written down, so that nobody has to find it out again.
            using var grace = new CancellationTokenSource(GraceAfterCancellation, context.Time);
            ledger.Recorded(await steps.Record.RunAsync(ledger.Snapshot, ledger.Unrecorded, grace.Token));
            throw;
        }
    }

    private async Task ClaimAndStartAsync(CancellationToken cancellationToken)
    {
        for (var standstills = 0; ;)
        {
            var claims = await steps.Claim.RunAsync(ledger.Snapshot, ledger, cancellationToken);
            ledger.Claimed(claims);
            var starts = await steps.Start.RunAsync(claims.Snapshot, claims.Plan, cancellationToken);
            ledger.Started(starts);
            if (!starts.Any(start => start.IsStale))
            {
                // A cluster that takes nothing gets no further claims to wait for it.
                if (claims.Plan.HasMore && (starts.Count == 0 || starts.Any(start => start.IsAnswered)))
                {
                    continue;
                }

                return;
            }

            // A cluster that takes longer over each request than a claim lasts would have them renewed for ever.
            standstills = starts.Any(start => start.IsProgress) ? 0 : standstills + 1;
            if (standstills == MaxStandstills)
            {
                ledger.Warn(new("Some jobs are claimed but not started: the cluster takes too long to answer. A later pass goes on."));
                return;
            }

            // Some claims grew too old while others were started: they are renewed, if nobody has taken them over meanwhile.
            ledger.Synced(await publisher.SyncAsync(cancellationToken));
        }
    }

    private async Task ObserveAndRecordAsync(CancellationToken cancellationToken)
    {
        var look = await steps.Observe.RunAsync(
            ledger.Snapshot, steps.Decide.RepositoryIdOf(ledger.Snapshot), ledger.Observable, cancellationToken);
        ledger.Observed(look);

        // What a verdict still asks of the cluster is done when the verdict is safe at the remote, and the file moves only after that: so a file
        // in processing whose record has the verdict is one for which this may still be to do, whatever happened in between.
        if (await RecordAsync(ledger.UpdatesAfter(look), cancellationToken) is { Count: > 0 } unsettled)
        {
            var (settled, warnings) = await steps.Settle.RunAsync(unsettled, cancellationToken);
            warnings.ToList().ForEach(ledger.Warn);
            await RecordAsync(settled, cancellationToken);
        }

        if (look.IsBlind)
        {
            throw new GojiException($"The state of none of the {look.Wanted} Jobs in processing could be read: {ledger.Warnings[^1]}");
        }
    }

    /// <returns>The recorded updates that still ask something of the cluster.</returns>
    private async Task<IReadOnlyList<FileUpdate>> RecordAsync(IReadOnlyList<FileUpdate> updates, CancellationToken cancellationToken)
    {
        var recorded = await steps.Record.RunAsync(ledger.Snapshot, updates, cancellationToken);
        ledger.Recorded(recorded);
        return [.. recorded.Plan.Where(update => update.IsUnsettled)];
    }
}
