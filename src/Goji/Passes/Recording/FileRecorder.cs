using Goji.Passes.Deciding;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Recording;

/// <summary>Enters what was found out about one file into a commit: the run record, and the move of the file.</summary>
internal sealed class FileRecorder(IGojiLog log, Func<DateTimeOffset> now, ManifestStore manifests)
{
    /// <summary>
    /// The file of an attempt that somebody has moved to a folder of finished jobs. One that is queued again is another matter.
    /// </summary>
    public static JobFile? Moved(IRepositorySnapshot snapshot, string path) =>
        ((JobState[])[JobState.Failed, JobState.Succeeded, JobState.Unknown])
            .Select(state => snapshot.Find(state, path))
            .FirstOrDefault(file => file is not null);

    /// <summary>
    /// What was found out about an attempt after which there is a newer one: its record is completed. The file, and its place in the index,
    /// are those of the newer one.
    /// </summary>
    public static FileUpdate Supplement(RecordedFile known, ChangeDraft draft)
    {
        WriteRecord(known, draft, isMoving: false);
        return known.Update with { Attempt = known.Merged, To = known.Merged.State, IsAway = true };
    }

    /// <summary>
    /// A claim is taken back when nothing of it was started: the attempt has never been. A claim that another runner has taken over is that
    /// runner's.
    /// </summary>
    public FileUpdate? PutBack(RecordedFile known, ChangeDraft draft)
    {
        var (snapshot, path) = (draft.Snapshot, known.Path);
        if (known.File is not { } file
            || known.Record.Newest is not { IsBegun: false } newest
            || !newest.IsSameClaim(known.Update.Attempt)
            || snapshot.Find(JobState.Queued, path) is not null
            || snapshot.ObstacleAt(snapshot.PathOf(JobState.Queued, path)) is not null)
        {
            return null;
        }

        var earlier = new RunRecord([.. known.Record.Attempts.SkipLast(1)]);
        draft.Add(new TreeChange.Delete(snapshot.PathOf(JobState.Processing, path)));
        draft.Add(new TreeChange.Place(snapshot.PathOf(JobState.Queued, path), file));
        draft.Add(
            earlier.Attempts.Count > 0 ? RunRecords.WriteRecord(path, earlier) : new TreeChange.Delete(RunRecord.PathOf(path)));
        draft.Index.Return(file, known.Update.Reason, now());
        draft.Lines.Add(new(path, "returned to the queue") { Detail = known.Update.Reason, RunId = known.Update.Attempt.Id });
        return known.Update;
    }

    /// <summary>
    /// Records an attempt, and moves its file where it has its verdict. The whole of what is known decides where it goes.
    /// </summary>
    public FileUpdate Record(RecordedFile known, ChangeDraft draft)
    {
        var (merged, file) = (known.Merged, known.File);
        var update = known.Update with { Attempt = merged, To = merged.State, IsAway = file is null };
        if (update.IsUnsettled || IsObstructed(update, file, draft.Snapshot))
        {
            update = update with { To = JobState.Processing };
        }

        if (merged.IsBegun)
        {
            draft.Index.Answer(known.Path);
        }

        var isMoving = file is not null && update.To != JobState.Processing;
        WriteRecord(known, draft, isMoving);
        if (update.To != JobState.Processing)
        {
            draft.Index.Close(known.Path);
            if (file is null)
            {
                RemoveRequest(known, draft);
            }
            else
            {
                Move(known, file, update.To, draft);
            }
        }

        return update;
    }

    /// <summary>Whether something else has the path that the file would move to.</summary>
    private bool IsObstructed(FileUpdate update, JobFile? file, IRepositorySnapshot snapshot)
    {
        if (update.To == JobState.Processing || file is null)
        {
            return false;
        }

        var obstacle = snapshot.Find(update.To, update.Path)?.ToString() ?? snapshot.ObstacleAt(snapshot.PathOf(update.To, update.Path));
        if (obstacle is not null)
        {
            log.Write(
                GojiLogLevel.Warning, "{0} stays in processing/: '{1}' is in the way. Rename or delete one of the two.", file, obstacle);
        }

        return obstacle is not null;
    }

    private void Move(RecordedFile known, JobFile file, JobState to, ChangeDraft draft)
    {
        draft.Add(new TreeChange.Delete(draft.Snapshot.PathOf(JobState.Processing, known.Path)));
        draft.Add(manifests.Place(draft.Snapshot, draft.Snapshot.PathOf(to, known.Path), file));
        draft.Lines.Add(known.Merged != known.Attempt
            ? Describe(known)
            : new(known.Path, $"moved to {to.ToString().ToLowerInvariant()}/") { RunId = known.Merged.Id });
    }

    /// <summary>Removes the request to cancel from the file of a finished attempt that somebody has moved.</summary>
    private void RemoveRequest(RecordedFile known, ChangeDraft draft)
    {
        if (Moved(draft.Snapshot, known.Path) is { } moved
            && manifests.Place(draft.Snapshot, draft.Snapshot.PathOf(moved.State, moved.Path), moved) is TreeChange.Write unasked)
        {
            draft.Add(unasked);
            if (known.Merged == known.Attempt)
            {
                draft.Lines.Add(new(known.Path, "is no longer to be cancelled") { RunId = known.Merged.Id });
            }
        }
    }

    /// <param name="known">The file.</param>
    /// <param name="draft">The commit.</param>
    /// <param name="isMoving">Whether the file moves in the same commit, whose line is that of the move.</param>
    private static void WriteRecord(RecordedFile known, ChangeDraft draft, bool isMoving)
    {
        if (known.Merged != known.Attempt)
        {
            draft.Add(RunRecords.WriteRecord(known.Path, known.Record.With(known.Merged)));
            if (!isMoving)
            {
                draft.Lines.Add(Describe(known));
            }
        }
    }

    private static CommitLine Describe(RecordedFile known)
    {
        var attempt = known.Merged;
        var bad = attempt.Jobs.Where(run => run.Outcome is JobOutcome.Failed or JobOutcome.Unknown).ToList();
        return new(known.Path, attempt.IsJudged ? attempt.State.ToString().ToLowerInvariant() : "started")
        {
            Word = string.Join(", ", bad.Select(run => run.Reason).Distinct()),
            Detail = string.Join("; ", bad.Select(run => $"{run}: {run.Reason}: {run.Message}")),
            RunId = attempt.Id,
        };
    }
}
