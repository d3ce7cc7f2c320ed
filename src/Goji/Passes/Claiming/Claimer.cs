using Goji.Passes.Deciding;
using Goji.Passes.Recording;
using Goji.Passes.Starting;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Claiming;

/// <summary>Composes claim commits: claimed files move to processing and get a new attempt, refused ones to failed, stale claims are taken over.</summary>
internal sealed class Claimer(GojiOptions options, ICluster cluster, ClusterIdentity identity, ManifestStore manifests, string runner)
{
    private readonly QueueDecider decider = new(options, manifests);
    private readonly string newRepositoryId = RepositoryId.New();

    public string RepositoryIdOf(IRepositorySnapshot snapshot) => snapshot.ReadRepositoryId() ?? newRepositoryId;

    /// <summary>Decides on a snapshot, and what to commit for it.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="facts">What the cluster says about the queued files.</param>
    /// <param name="processing">The files that the snapshot has in processing, with what the pass knows of them beyond their records.</param>
    /// <param name="isConcerned">Which queued files this pass decides about.</param>
    /// <param name="batch">How many files may leave the queue.</param>
    public (CommitDraft? Draft, ClaimPlan Plan) Compose(
        IRepositorySnapshot snapshot, IReadOnlyList<ProcessingJob> processing, ClusterFacts facts, Func<string, bool> isConcerned, int batch)
    {
        var repositoryId = RepositoryIdOf(snapshot);
        var files = snapshot.List(JobState.Queued).Where(file => isConcerned(file.Path)).ToList();
        var (decisions, hasMore) = decider.Decide(files, snapshot, processing, repositoryId, facts, batch);
        var changes = new List<TreeChange>();
        var lines = new List<string>();
        var starts = new List<StartOrder>();
        foreach (var decision in decisions)
        {
            Apply(snapshot, decision, changes, lines, starts);
        }

        foreach (var job in processing.Where(MayTakeOver))
        {
            if (facts.Begun.GetValueOrDefault(job.Path) is not { } begun || begun.Id != job.Attempt!.Id)
            {
                continue;
            }

            var prepared = manifests.PrepareAgain(snapshot, job.File, repositoryId, begun.Id);
            var attempt = Follow(job.Attempt.Merge(begun), prepared);
            if (attempt != job.Attempt || attempt.ClaimedBy != runner || cluster.NowAtMost - attempt.ClaimedAt > options.ClaimTime / 2)
            {
                attempt = attempt with { ClaimedAt = cluster.Now, ClaimedBy = runner };
                changes.Add(RunRecords.WriteRecord(job.Path, job.Record.With(attempt)));
                lines.Add($"{job.File}: claim renewed");
            }

            starts.Add(new(job.File, attempt, prepared));
        }

        var plan = new ClaimPlan(repositoryId, decisions, starts) { HasMore = hasMore };
        if (changes.Count == 0)
        {
            return (null, plan);
        }

        if (snapshot.ReadRepositoryId() is null)
        {
            changes.Add(new TreeChange.Write(RepositoryId.Path, RepositoryId.Write(repositoryId)));
        }

        return (new(CommitMessage.Of("Process", lines), changes), plan);
    }

    private void Apply(IRepositorySnapshot snapshot, Decision decision, List<TreeChange> changes, List<string> lines, List<StartOrder> starts)
    {
        var file = decision.File;
        switch (decision)
        {
            case Decision.Claim claim:
                var attempt = NewAttempt(claim.Prepared.RunId) with { Jobs = [.. claim.Prepared.Jobs.Select(job => job.ToRun())] };
                Move(snapshot, file, JobState.Processing, claim.Replaced, changes);
                changes.Add(RunRecords.WriteRecord(file.Path, claim.Record.With(attempt)));
                lines.Add($"{file} -> processing");
                starts.Add(new(file with { State = JobState.Processing }, attempt, claim.Prepared));
                break;

            case Decision.Reject reject:
                Move(snapshot, file, JobState.Failed, reject.Replaced, changes);
                changes.Add(RunRecords.WriteRecord(file.Path, reject.Record.With(NewAttempt(reject.RunId) with { Refused = reject.Reason })));
                lines.Add($"{file} -> failed: {reject.Reason}");
                break;

            case Decision.Discard discard:
                changes.Add(new TreeChange.Delete(snapshot.PathOf(JobState.Queued, file.Path)));
                lines.Add($"{file} dropped: {discard.Finished} has the same path");
                break;
        }
    }

    private static void Move(IRepositorySnapshot snapshot, JobFile file, JobState to, IReadOnlyList<JobFile> replaced, List<TreeChange> changes)
    {
        changes.Add(new TreeChange.Delete(snapshot.PathOf(file.State, file.Path)));
        changes.Add(new TreeChange.Place(snapshot.PathOf(to, file.Path), file));
        changes.AddRange(replaced.Where(old => old.State != to).Select(old => new TreeChange.Delete(snapshot.PathOf(old.State, old.Path))));
    }

    private Attempt NewAttempt(string id) => new(id, cluster.Now, runner) { Cluster = identity.Best, ClusterCa = identity.Second };

    /// <summary>
    /// A claim whose Jobs are not all known to be started is this pass's own, or its runner has had its time. On another cluster, or on one that
    /// cannot be told, nothing is started: it may have been started where the claim was made for.
    /// </summary>
    public bool MayTakeOver(ProcessingJob job) =>
        job.IsUnstarted
        && identity.Compare(job.Attempt!) == SameCluster.Yes
        && (job.Attempt!.ClaimedBy == runner || cluster.Now - job.Attempt.ClaimedAt >= options.ClaimTime);

    /// <summary>The file may have been edited since the claim. Where nothing was started, the attempt follows it; where something was, the attempt is what it was.</summary>
    private static Attempt Follow(Attempt attempt, PreparedFile file)
    {
        bool IsNamed(JobRun run) => file.Jobs.Any(job => job.Namespace == run.Namespace && job.Name == run.Name);

        return attempt switch
        {
            _ when file.Refusal is not null => Refuse(attempt, _ => true, file.Refusal),
            { IsBegun: true } => Refuse(attempt, run => !IsNamed(run), "The file no longer names this Job: it was edited after its other Jobs had been started."),
            _ when attempt.Jobs.Count == file.Jobs.Count && attempt.Jobs.All(IsNamed) => attempt,
            _ => attempt with { Jobs = [.. file.Jobs.Select(job => job.ToRun())] },
        };
    }

    private static Attempt Refuse(Attempt attempt, Func<JobRun, bool> isMeant, string message) => attempt.Jobs.Any(run => run is { Uid: null, Outcome: null } && isMeant(run))
        ? attempt with
        {
            Jobs = [.. attempt.Jobs.Select(run =>
                run is { Uid: null, Outcome: null } && isMeant(run) ? run with { Outcome = JobState.Failed, Reason = "Refused", Message = message } : run)],
        }
        : attempt;
}
