using Goji.Passes.Deciding;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes;

internal sealed partial class Reconciliation
{
    /// <summary>Tells what the pass would decide and what it would find, without a commit, a push or a change in the cluster.</summary>
    public async Task LookAsync(IRepositorySnapshot snapshot, bool rehearse, CancellationToken cancellationToken)
    {
        var (_, intended) = Compose(snapshot, ClusterFacts.None, int.MaxValue);
        var facts = await finder.FindAsync(intended.Decisions, [], cancellationToken);
        var (_, plan) = Compose(snapshot, facts, int.MaxValue);
        foreach (var decision in plan.Decisions)
        {
            var (state, reason) = decision switch
            {
                Decision.Claim claim => rehearse && await RehearseAsync(claim, cancellationToken) is { } refusal
                    ? (JobState.Failed, $"Would be refused: {refusal}")
                    : (JobState.Processing, "Would be started: " + string.Join(", ", claim.Prepared.Jobs.Select(job => $"Job {job.Namespace}/{job.Name}"))),
                Decision.Reject reject => (JobState.Failed, reject.Reason),
                Decision.Hold hold => (JobState.Queued, hold.Reason),
                Decision.Discard discard => (JobState.Queued, $"Would be dropped: {discard.Finished} has the same path."),
                _ => throw new InvalidOperationException($"A decision of an unknown kind: {decision}"),
            };
            Tally.Set(decision.File.Path, state, reason);
        }

        var judge = NewJudge(plan.RepositoryId);
        foreach (var update in await judge.JudgeAsync(snapshot, Processing(snapshot), cancellationToken))
        {
            Tally.Set(update.Path, update.To, Reason(update.Attempt), update.Attempt);
        }
    }

    private async Task<string?> RehearseAsync(Decision.Claim claim, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var job in claim.Prepared.Jobs)
            {
                await cluster.RehearseJobAsync(job.Namespace, job.Body, cancellationToken);
            }

            return null;
        }
        catch (ClusterException exception) when (exception.Failure is ClusterFailure.Invalid or ClusterFailure.NotFound)
        {
            return exception.Message;
        }
        catch (ClusterException exception)
        {
            Tally.Warn($"'{claim.File}': {exception.Message}");
            return null;
        }
    }
}
