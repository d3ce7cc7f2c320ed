using Goji.Passes.Deciding;
using Goji.Passes.Ledger;
using Goji.Ports;

namespace Goji.Passes.Previewing;

/// <summary>Finds out what a pass would decide and observe, without a commit, a push or a change in the cluster.</summary>
internal sealed class Preview(PassSteps steps, PassLedger ledger)
{
    /// <param name="dryRun">Whether to check with the API server, by a dry run, the Jobs that would be created.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task RunAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var snapshot = ledger.Snapshot;
        var decisions = await steps.Decide.PreviewAsync(snapshot, ledger, cancellationToken);
        foreach (var decision in decisions.Queue)
        {
            var refusal = dryRun && decision is Decision.Claim claim ? await DryRunAsync(claim, cancellationToken) : null;
            var (state, reason) = refusal is null ? Outcome(decision) : (JobState.Failed, $"Would be refused: {refusal}");
            ledger.Previewed(decision.File.Path, state, reason, dueAt: (decision as Decision.Hold)?.DueAt);
        }

        ledger.Previewed(decisions.Queue);

        var look = await steps.Observe.PollAsync(snapshot, decisions.RepositoryId, ledger.Observable, cancellationToken);
        ledger.Observed(look);
        foreach (var update in ledger.UpdatesAfter(look).Where(update => !update.IsAway))
        {
            ledger.Previewed(update.Path, update.To, AttemptReasonText.Of(update.Attempt), update.Attempt);
        }
    }

    private static (JobState State, string Reason) Outcome(Decision decision) => decision switch
    {
        Decision.Claim claim => (
            JobState.Processing, "Would be started: "
                + string.Join(", ", claim.Prepared.Jobs.Select(job => $"Job {job.Namespace}/{job.Name}"))),
        Decision.Reject reject => (JobState.Failed, reject.Reason),
        Decision.Hold hold => (JobState.Queued, hold.Reason),
        Decision.Discard discard => (JobState.Queued, $"Would be dropped: {discard.Finished} has the same path."),
        _ => throw new InvalidOperationException($"A decision of an unknown kind: {decision}"),
    };

    private async Task<string?> DryRunAsync(Decision.Claim claim, CancellationToken cancellationToken)
    {
        try
        {
            await DryRunCheck.RunAsync(steps.Cluster.As(claim.Prepared.Account), claim.Prepared, cancellationToken);
            return null;
        }
        catch (ClusterException exception) when (exception.Failure is ClusterFailure.Invalid or ClusterFailure.NotFound)
        {
            return exception.Message;
        }
        catch (ClusterException exception)
        {
            ledger.Warn(new($"'{claim.File}': {exception.Message}"));
            return null;
        }
    }
}
