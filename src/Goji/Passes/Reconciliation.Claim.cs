using Goji.Kubernetes;
using Goji.Passes.Claiming;
using Goji.Passes.Deciding;
using Goji.Passes.Publishing;
using Goji.Passes.Starting;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes;

internal sealed partial class Reconciliation
{
    private const int MaxStandstills = 3;

    /// <summary>Files of which a request to create was answered by nobody: it may still arrive.</summary>
    private readonly HashSet<string> uncertain = [];

    private async Task<IRepositorySnapshot> ClaimAndStartAsync(IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        for (var standstills = 0; ;)
        {
            var (_, intended) = Compose(snapshot, ClusterFacts.None);
            var stale = files.Of(snapshot).Select(Overlay).Where(claimer.MayTakeOver).ToList();
            var facts = await finder.FindAsync(intended.Decisions, stale, cancellationToken);
            (snapshot, var plan) = await context.Publisher.PublishAsync(
                snapshot, tip => Compose(tip, facts), PassStep.ClaimCommit, PassStep.ClaimPush, cancellationToken);
            Tell(plan);
            manifests.Forget();
            var round = await StartAsync(snapshot, plan, cancellationToken);
            if (!round.AnyStale)
            {
                // A cluster that takes nothing gets no further claims to wait for it.
                if (plan.HasMore && (round.AnyStarted || plan.Starts.Count == 0))
                {
                    continue;
                }

                return snapshot;
            }

            // A cluster that takes longer over each request than a claim lasts would have them renewed for ever.
            standstills = round.AnyProgress ? 0 : standstills + 1;
            if (standstills == MaxStandstills)
            {
                Tally.Warn("Some jobs are claimed but not started: the cluster takes too long to answer. A later pass goes on.");
                return snapshot;
            }

            // Some claims grew too old while others were started: they are renewed, if nobody has taken them over meanwhile.
            snapshot = await context.Publisher.SyncAsync(cancellationToken);
        }
    }

    /// <summary>Files that came after the pass began, and files that it has put back, are left to the next pass.</summary>
    private (CommitDraft? Draft, ClaimPlan Plan) Compose(IRepositorySnapshot tip, ClusterFacts facts, int? batch = null) =>
        claimer.Compose(tip, [.. files.Of(tip).Select(Overlay)], facts, path => Tally.Knows(path) && !givenBack.Contains(path), batch ?? Options.ClaimBatch);

    /// <returns>Whether claims have to be renewed before all is started, whether anything has come of the orders, and whether the cluster has taken or refused any.</returns>
    private async Task<(bool AnyStale, bool AnyProgress, bool AnyStarted)> StartAsync(IRepositorySnapshot snapshot, ClaimPlan plan, CancellationToken cancellationToken)
    {
        var round = (AnyStale: false, AnyProgress: false, AnyStarted: false);
        if (plan.Starts.Count == 0)
        {
            return round;
        }

        var starter = new Starter(cluster, Options, plan.RepositoryId, job => IsRecorded(snapshot, job), Log, context.Time, context.Probe);
        foreach (var result in await starter.StartAsync(plan.Starts, cancellationToken))
        {
            var path = result.Order.File.Path;
            unrecorded[path] = result.Attempt;
            round.AnyStale |= result.IsStale;
            round.AnyProgress |= result.IsProgress;
            round.AnyStarted |= result.Attempt != result.Order.Attempt;
            if (result.IsUncertain)
            {
                uncertain.Add(path);
            }

            var isLeft = result.Left ?? (uncertain.Contains(path) ? result.BackToQueue : null);
            Tally.Set(path, JobState.Processing, isLeft ?? "", result.Attempt);
            if (isLeft is not null)
            {
                Tally.Warn($"'{result.Order.File}' is claimed but not started: {isLeft} A later pass goes on.");
            }
            else if (result.BackToQueue is not null)
            {
                putBack[path] = result.BackToQueue;
            }
        }

        return round;
    }

    /// <summary>Whether a Job's verdict is written down: only then may it give way to another of its name.</summary>
    private static bool IsRecorded(IRepositorySnapshot snapshot, ObservedJob job)
    {
        try
        {
            return job.File is not null
                && snapshot.ReadRecord(job.File).Attempts.Any(attempt => attempt.Id == job.RunId && attempt.Jobs.Any(run => run.Uid == job.Uid && run.Outcome is not null));
        }
        catch (RunRecordException)
        {
            return false;
        }
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
