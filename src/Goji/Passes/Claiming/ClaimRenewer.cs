using Goji.Passes.Deciding;
using Goji.Passes.Deciding.Takeovers;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Claiming;

/// <summary>
/// Takes over the claims of runners that had their time, and renews those of this runner, so that their Jobs can be started.
/// </summary>
internal sealed class ClaimRenewer(ClaimClock clock, ManifestStore manifests, SourceRule source, TakeoverRule takeover)
{
    private const string WasRenewed = "Its claim was renewed before its Jobs were started.";

    /// <summary>
    /// Renews the claim of a file whose Jobs are not all started. Without an answer about the Jobs that exist already, the claim is left
    /// alone. So it is after several renewals that started nothing, until the pause since the last one is over.
    /// </summary>
    public void TakeOver(ProcessingFile file, string repositoryId, ClusterFacts facts, ClaimDraft draft)
    {
        if (facts.Begun.GetValueOrDefault(file.Path) is not { } begun || begun.Id != file.Attempt!.Id)
        {
            if (facts.Left.TryGetValue(file.Path, out var unanswered))
            {
                draft.Left[file.Path] = unanswered;
            }

            return;
        }

        var obstacle = source.Obstacle(draft.Snapshot, file.File);
        if (obstacle is { IsFinal: false })
        {
            draft.Left[file.Path] = obstacle.Reason;
            return;
        }

        // Every committer can make a file look claimed.
        var prepared = manifests.PrepareAgain(draft.Snapshot, file.File, repositoryId, begun.Id);
        prepared = obstacle is null ? prepared : prepared with { Refusal = obstacle.Reason };
        var attempt = Follow(file.Attempt.Merge(begun), prepared);
        var recorded = prepared.Companions.Count > 0 ? WithoutFound(attempt, file.Attempt) : attempt;
        if (recorded != file.Attempt || takeover.MustRenew(recorded, clock.NowAtMost))
        {
            if (attempt == file.Attempt && facts.TriedBefore.Contains(file.Path) && !MayTryAgain(file.File, draft))
            {
                return;
            }

            attempt = attempt with { ClaimedAt = clock.BeginOfClaim(), ClaimedBy = takeover.Runner };
            recorded = recorded with { ClaimedAt = attempt.ClaimedAt, ClaimedBy = takeover.Runner };
            draft.Changes.Add(RunRecords.WriteRecord(file.Path, file.Record.With(recorded)));
            draft.Lines.Add(new(file.Path, "claim renewed") { RunId = attempt.Id });
        }

        draft.Starts.Add(new(file.File, attempt, prepared));
    }

    /// <summary>
    /// Whether a claim without a successful create may be renewed now. Each renewal is a commit, so they follow after pauses that
    /// double.
    /// </summary>
    private bool MayTryAgain(JobFile file, ClaimDraft draft)
    {
        if (draft.Index.ReturnOf(file) is { } before && takeover.NextRenewal(before) is var next
            && next > clock.Now)
        {
            draft.Left[file.Path] = $"Its claim was renewed and none of its Jobs was started, {before.Times} times in a row. "
                + $"It is tried again at {next:u}.";
            return false;
        }

        draft.Index.Renew(file, WasRenewed, clock.Now);
        return true;
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
        run is { Uid: not null, Outcome: null } && before is { IsUnstarted: true };

    /// <summary>
    /// The file may have been edited since the claim. Where nothing was started, the attempt follows it; where something was, the attempt
    /// is what it was.
    /// </summary>
    private static Attempt Follow(Attempt attempt, PreparedFile file)
    {
        bool IsNamed(JobRun run) => file.Jobs.Any(job => job.Namespace == run.Namespace && job.Name == run.Name);

        return attempt switch
        {
            _ when file.Refusal is not null => attempt.Refuse(file.Refusal),
            { IsBegun: true } => attempt.Refuse(
                "The file no longer names this Job: it was edited after its other Jobs had been started.", run => !IsNamed(run)),
            _ when attempt.Jobs.Count == file.Jobs.Count && attempt.Jobs.All(IsNamed) => attempt,
            _ => attempt with { Jobs = [.. file.Jobs.Select(job => job.ToRun())] },
        };
    }
}
