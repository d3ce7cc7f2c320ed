using Goji.Passes.Deciding;
using Goji.Passes.Notifying;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Claiming;

/// <summary>
/// Composes claim commits from decisions: claimed files move to processing and get a new attempt, refused ones move to failed, old claims
/// are taken over.
/// </summary>
internal sealed class ClaimComposer(
    ClaimClock clock, ClusterIdentity identity, ManifestStore manifests, ClaimRenewer renewer, NotificationOutbox outbox, string runner)
{
    /// <param name="snapshot">The snapshot that the commit is made on.</param>
    /// <param name="decisions">What was decided about that snapshot.</param>
    /// <param name="facts">What the cluster answered about the claims to take over.</param>
    /// <returns>The commit, or null where there is nothing to commit, and what to start after the push.</returns>
    public (CommitDraft? Draft, ClaimPlan Plan) Compose(IRepositorySnapshot snapshot, Decisions decisions, ClusterFacts facts)
    {
        var draft = new ClaimDraft(snapshot);
        foreach (var decision in decisions.Queue)
        {
            Apply(decision, draft);
        }

        foreach (var file in decisions.Takeovers)
        {
            renewer.TakeOver(file, decisions.RepositoryId, facts, draft);
        }

        var plan = new ClaimPlan(decisions.RepositoryId, decisions.Queue, draft.Starts)
        {
            Left = draft.Left,
            HasMore = decisions.HasMore,
            Outage = facts.Outage,
        };
        if (draft.Changes.Count == 0)
        {
            return (null, plan);
        }

        foreach (var decision in decisions.Queue.OfType<Decision.Claim>())
        {
            draft.Index.Open(decision.File.Path, decision.Prepared.Steering.Groups);
        }

        draft.Add(draft.Index.ToChange());
        draft.Add(NotificationsAfter(snapshot, decisions));
        if (snapshot.ReadRepositoryId() is null)
        {
            draft.Changes.Add(new TreeChange.Write(RepositoryId.Path, RepositoryId.Write(decisions.RepositoryId)));
        }

        return (draft.ToCommit(runner), plan);
    }

    private TreeChange? NotificationsAfter(IRepositorySnapshot snapshot, Decisions decisions)
    {
        var index = outbox.On(snapshot);
        foreach (var decision in decisions.Queue)
        {
            if (decision is Decision.Claim or Decision.Reject)
            {
                index.Open(decision.File, decision is Decision.Claim claim ? claim.Prepared.RunId : ((Decision.Reject)decision).RunId);
            }
        }

        return index.ToChange();
    }

    private void Apply(Decision decision, ClaimDraft draft)
    {
        var (snapshot, changes, lines) = (draft.Snapshot, draft.Changes, draft.Lines);
        var file = decision.File;
        switch (decision)
        {
            case Decision.Claim claim:
                var attempt = NewAttempt(claim.Prepared.RunId) with
                {
                    ClaimedAt = clock.BeginOfClaim(),
                    Jobs = [.. claim.Prepared.Jobs.Select(job => job.ToRun())],
                };
                Move(snapshot, file, JobState.Processing, claim.Replaced, changes);
                changes.Add(RunRecords.WriteRecord(file.Path, claim.Record.With(attempt)));
                lines.Add(new(file.Path, "claimed") { RunId = attempt.Id });
                draft.Starts.Add(new(file with { State = JobState.Processing }, attempt, claim.Prepared));
                break;

            case Decision.Reject reject:
                Move(snapshot, file, JobState.Failed, reject.Replaced, changes);
                changes.Add(
                    RunRecords.WriteRecord(file.Path, reject.Record.With(NewAttempt(reject.RunId) with { Refused = reject.Reason })));
                lines.Add(new(file.Path, "failed") { Word = reject.Word, Detail = reject.Reason, RunId = reject.RunId });
                break;

            case Decision.Discard discard:
                changes.Add(new TreeChange.Delete(snapshot.PathOf(JobState.Queued, file.Path)));
                lines.Add(new(file.Path, "dropped") { Detail = $"'{discard.Finished}' has the same path" });
                break;
        }
    }

    private void Move(
        IRepositorySnapshot snapshot, JobFile file, JobState to, IReadOnlyList<JobFile> replaced, List<TreeChange> changes)
    {
        changes.Add(new TreeChange.Delete(snapshot.PathOf(file.State, file.Path)));
        changes.Add(manifests.Place(snapshot, snapshot.PathOf(to, file.Path), file));
        changes.AddRange(replaced.Where(old => old.State != to).Select(old => new TreeChange.Delete(snapshot.PathOf(old.State, old.Path))));
    }

    private Attempt NewAttempt(string id) => identity.Mark(new(id, clock.Now, runner));
}
