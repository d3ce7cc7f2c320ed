using Goji.Passes.Answering;
using Goji.Passes.Deciding;
using Goji.Passes.Recording;
using Goji.Passes.Starting;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Claiming;

/// <summary>
/// Composes claim commits from decisions: claimed files move to processing and get a new attempt, refused ones move to failed, old claims
/// are taken over.
/// </summary>
internal sealed class ClaimComposer(
    GojiOptions options, ICluster cluster, ClusterIdentity identity, ManifestStore manifests, SourceRule source, AnswerBook answers,
    string runner, Func<TimeSpan> pushTime)
{
    private const double PushMargin = 1.25;

    /// <summary>Pushes that take less than this leave enough of a claim's time.</summary>
    private static readonly TimeSpan ShortPush = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Maximum time by which a claim is dated ahead. If this runner dies, no other takes the claim over for this long plus the claim time.
    /// </summary>
    private static readonly TimeSpan LongestPush = TimeSpan.FromMinutes(10);

    /// <param name="snapshot">The snapshot that the commit is made on.</param>
    /// <param name="decisions">What was decided about that snapshot.</param>
    /// <param name="facts">What the cluster answered about the claims to take over.</param>
    /// <returns>The commit, or null where there is nothing to commit, and what to start after the push.</returns>
    public (CommitDraft? Draft, ClaimPlan Plan) Compose(IRepositorySnapshot snapshot, Decisions decisions, ClusterFacts facts)
    {
        var changes = new List<TreeChange>();
        var lines = new List<CommitLine>();
        var starts = new List<StartOrder>();
        foreach (var decision in decisions.Queue)
        {
            Apply(snapshot, decision, changes, lines, starts);
        }

        foreach (var file in decisions.Takeovers)
        {
            TakeOver(snapshot, file, decisions.RepositoryId, facts, changes, lines, starts);
        }

        var plan = new ClaimPlan(decisions.RepositoryId, decisions.Queue, starts) { HasMore = decisions.HasMore, Outage = facts.Outage };
        if (changes.Count == 0)
        {
            return (null, plan);
        }

        var index = new OpenWorkIndex(snapshot);
        foreach (var decision in decisions.Queue.OfType<Decision.Claim>())
        {
            index.Open(decision.File.Path);
        }

        if (index.ToChange() is { } change)
        {
            changes.Add(change);
        }

        if (AnswersAfter(snapshot, decisions) is { } answered)
        {
            changes.Add(answered);
        }

        if (snapshot.ReadRepositoryId() is null)
        {
            changes.Add(new TreeChange.Write(RepositoryId.Path, RepositoryId.Write(decisions.RepositoryId)));
        }

        return (new(CommitMessage.Of(lines, runner), changes), plan);
    }

    private TreeChange? AnswersAfter(IRepositorySnapshot snapshot, Decisions decisions)
    {
        var index = answers.On(snapshot);
        foreach (var decision in decisions.Queue)
        {
            if (decision is Decision.Claim or Decision.Reject)
            {
                index.Open(decision.File, decision is Decision.Claim claim ? claim.Prepared.RunId : ((Decision.Reject)decision).RunId);
            }
        }

        return index.ToChange();
    }

    /// <summary>
    /// Renews the claim of a file whose Jobs are not all started. Without an answer about the Jobs that exist already, the claim is left
    /// alone.
    /// </summary>
    private void TakeOver(
        IRepositorySnapshot snapshot,
        ProcessingFile file,
        string repositoryId,
        ClusterFacts facts,
        List<TreeChange> changes,
        List<CommitLine> lines,
        List<StartOrder> starts)
    {
        if (facts.Begun.GetValueOrDefault(file.Path) is not { } begun || begun.Id != file.Attempt!.Id)
        {
            return;
        }

        var obstacle = source.Obstacle(snapshot, file.File);
        if (obstacle is { IsFinal: false })
        {
            return;
        }

        // Anybody who may push can make a file look claimed.
        var prepared = manifests.PrepareAgain(snapshot, file.File, repositoryId, begun.Id);
        prepared = obstacle is null ? prepared : prepared with { Refusal = obstacle.Reason };
        var attempt = Follow(file.Attempt.Merge(begun), prepared);
        var recorded = prepared.Companions.Count > 0 ? WithoutFound(attempt, file.Attempt) : attempt;
        if (recorded != file.Attempt || recorded.ClaimedBy != runner || cluster.NowAtMost - recorded.ClaimedAt > options.ClaimTime / 2)
        {
            attempt = attempt with { ClaimedAt = BeginOfClaim(), ClaimedBy = runner };
            recorded = recorded with { ClaimedAt = attempt.ClaimedAt, ClaimedBy = runner };
            changes.Add(RunRecords.WriteRecord(file.Path, file.Record.With(recorded)));
            lines.Add(new(file.Path, "claim renewed") { RunId = attempt.Id });
        }

        starts.Add(new(file.File, attempt, prepared));
    }

    /// <summary>
    /// The start of a file is over when its Jobs own its companions. Until then, the record does not show the Jobs that were found: if this
    /// runner dies, the next one finds them again and goes on.
    /// </summary>
    private static Attempt WithoutFound(Attempt attempt, Attempt before)
    {
        List<JobRun> jobs = [.. attempt.Jobs.Select(run => IsFound(run, before.Find(run)) ? before.Find(run)! : run)];
        return attempt with { Jobs = jobs.SequenceEqual(before.Jobs) ? before.Jobs : jobs };
    }

    private static bool IsFound(JobRun run, JobRun? before) =>
        run is { Uid: not null, Outcome: null } && before is { Uid: null, Outcome: null };

    private void Apply(
        IRepositorySnapshot snapshot, Decision decision, List<TreeChange> changes, List<CommitLine> lines, List<StartOrder> starts)
    {
        var file = decision.File;
        switch (decision)
        {
            case Decision.Claim claim:
                var attempt = NewAttempt(claim.Prepared.RunId) with
                {
                    ClaimedAt = BeginOfClaim(),
                    Jobs = [.. claim.Prepared.Jobs.Select(job => job.ToRun())],
                };
                Move(snapshot, file, JobState.Processing, claim.Replaced, changes);
                changes.Add(RunRecords.WriteRecord(file.Path, claim.Record.With(attempt)));
                lines.Add(new(file.Path, "claimed") { RunId = attempt.Id });
                starts.Add(new(file with { State = JobState.Processing }, attempt, claim.Prepared));
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

    private Attempt NewAttempt(string id) => identity.Mark(new(id, cluster.Now, runner));

    /// <summary>
    /// A claim begins when its push is accepted. Other runners know only what is written before the push, so a claim is dated ahead by the
    /// time that the newest push took: they leave it alone for that much longer, and this runner trusts it for half the claim time from
    /// then on.
    /// </summary>
    private DateTimeOffset BeginOfClaim()
    {
        var expected = pushTime() * PushMargin;
        return cluster.Now + (expected < ShortPush ? TimeSpan.Zero : expected < LongestPush ? expected : LongestPush);
    }

    /// <summary>
    /// The file may have been edited since the claim. Where nothing was started, the attempt follows it; where something was, the attempt
    /// is what it was.
    /// </summary>
    private static Attempt Follow(Attempt attempt, PreparedFile file)
    {
        bool IsNamed(JobRun run) => file.Jobs.Any(job => job.Namespace == run.Namespace && job.Name == run.Name);

        return attempt switch
        {
            _ when file.Refusal is not null => Refuse(attempt, _ => true, file.Refusal),
            { IsBegun: true } => Refuse(
                attempt, run => !IsNamed(run), "The file no longer names this Job: it was edited after its other Jobs had been started."),
            _ when attempt.Jobs.Count == file.Jobs.Count && attempt.Jobs.All(IsNamed) => attempt,
            _ => attempt with { Jobs = [.. file.Jobs.Select(job => job.ToRun())] },
        };
    }

    private static Attempt Refuse(Attempt attempt, Func<JobRun, bool> isMeant, string message) =>
        attempt.Jobs.Any(run => run is { Uid: null, Outcome: null } && isMeant(run))
        ? attempt with
        {
            Jobs = [.. attempt.Jobs.Select(run =>
                run is { Uid: null, Outcome: null } && isMeant(run)
                    ? run with { Outcome = JobState.Failed, Reason = "Refused", Message = message }
                    : run)],
        }
        : attempt;
}
