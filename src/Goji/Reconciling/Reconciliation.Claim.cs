namespace Goji.Reconciling;

internal sealed partial class Reconciliation
{
    private async Task<IRepositorySnapshot> ClaimAndStartAsync(IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (_, intended) = Compose(snapshot, ClusterFacts.None);
            var facts = await new FactFinder(cluster, identity).FindAsync(intended.Decisions, cancellationToken);
            (snapshot, var plan) = await context.Publisher.PublishAsync(
                snapshot, tip => Compose(tip, facts), PassStep.ClaimCommit, PassStep.ClaimPush, cancellationToken);
            Tell(plan);
            if (plan.Starts.Count == 0 || !await StartAsync(plan, cancellationToken))
            {
                return snapshot;
            }

            // Some claims grew too old while others were started: they are renewed, if nobody has taken them over meanwhile.
            snapshot = await context.Publisher.SyncAsync(cancellationToken);
        }
    }

    /// <summary>Files that came after the pass began, and files that it has put back, are left to the next pass.</summary>
    private (CommitDraft? Draft, ClaimPlan Plan) Compose(IRepositorySnapshot tip, ClusterFacts facts) =>
        claimer.Compose(tip, [.. tip.ReadProcessing().Select(Overlay)], facts, path => Tally.Knows(path) && !givenBack.Contains(path));

    /// <returns>Whether claims have to be renewed before all is started.</returns>
    private async Task<bool> StartAsync(ClaimPlan plan, CancellationToken cancellationToken)
    {
        var starter = new Starter(cluster, Options, plan.RepositoryId, Log, context.Time, context.Probe);
        var anyStale = false;
        foreach (var result in await starter.StartAsync(plan.Starts, cancellationToken))
        {
            var path = result.Order.File.Path;
            unrecorded[path] = result.Attempt;
            anyStale |= result.IsStale;
            Tally.Set(path, JobState.Processing, result.Left ?? "", result.Attempt);
            if (result.Left is not null)
            {
                Tally.Warn($"'{result.Order.File}' is claimed but not started: {result.Left} A later pass goes on.");
            }

            if (result.BackToQueue is not null)
            {
                putBack[path] = result.BackToQueue;
            }
        }

        return anyStale;
    }

    private void Tell(ClaimPlan plan)
    {
        foreach (var decision in plan.Decisions)
        {
            var file = decision.File;
            switch (decision)
            {
                case Decision.Claim claim:
                    Tally.Set(file.Path, JobState.Processing, "");
                    Log.Write(GojiLogLevel.Information, "{0} -> processing: {1}", file, string.Join(", ", claim.Prepared.Jobs.Select(job => $"Job {job.Namespace}/{job.Name}")));
                    break;

                case Decision.Reject reject:
                    Tally.Set(file.Path, JobState.Failed, reject.Reason);
                    Log.Write(GojiLogLevel.Information, "{0} -> failed (Refused)", file);
                    break;

                case Decision.Hold hold:
                    if (Tally.Set(file.Path, JobState.Queued, hold.Reason))
                    {
                        Log.Write(GojiLogLevel.Verbose, "{0} is held: {1}", file, hold.Reason);
                    }

                    break;

                case Decision.Discard discard:
                    Tally.Remove(file.Path);
                    Log.Write(GojiLogLevel.Information, "{0} dropped: {1} has the same path.", file, discard.Finished);
                    break;
            }
        }
    }
}
