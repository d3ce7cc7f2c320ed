using Goji.Passes.Answering;
using Goji.Passes.Cancelling;
using Goji.Passes.Deciding;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Recording;

/// <summary>
/// Composes record commits. Each update is applied to the tip at hand path by path, and only as far as the tip still awaits it.
/// </summary>
internal sealed class Recorder(IGojiLog log, string runner, AnswerBook answers, Func<DateTimeOffset> now, ManifestStore manifests)
{
    /// <returns>The commit, and the updates that it carries out or that the tip has been through already.</returns>
    public (CommitDraft? Draft, IReadOnlyList<FileUpdate> Plan) Compose(IRepositorySnapshot snapshot, IReadOnlyList<FileUpdate> updates)
    {
        var changes = new List<TreeChange>();
        var lines = new List<CommitLine>();
        var done = new List<FileUpdate>();
        var index = new OpenWorkIndex(snapshot);
        foreach (var update in updates)
        {
            if (Apply(snapshot, update, index, changes, lines) is { } applied)
            {
                done.Add(applied);
            }
        }

        var isClosing = done.Where(update => update.IsAway && index.IsCloseOfListed(update.Path)).ToList();
        if (changes.Count > 0 || isClosing.Count > 0)
        {
            lines.AddRange(
                changes.Count > 0 ? [] : isClosing.Select(update => new CommitLine(update.Path, "closed") { RunId = update.Attempt.Id }));
            changes.AddRange(index.ToChange() is { } change ? [change] : []);
            changes.AddRange(AnswersAfter(snapshot, done) is { } answered ? [answered] : []);
        }

        return (changes.Count == 0 ? null : new(CommitMessage.Of(lines, runner), changes), done);
    }

    /// <summary>Claims of runners that keep no list of answers are entered now.</summary>
    private TreeChange? AnswersAfter(IRepositorySnapshot snapshot, IEnumerable<FileUpdate> updates)
    {
        var index = answers.On(snapshot);
        foreach (var update in updates.Where(update => update is { To: not JobState.Queued, IsAway: false }))
        {
            if (snapshot.Find(JobState.Processing, update.Path) is { } file)
            {
                index.Open(file, update.Attempt.Id);
            }
        }

        return index.ToChange();
    }

    private FileUpdate? Apply(
        IRepositorySnapshot snapshot, FileUpdate update, OpenWorkIndex index, List<TreeChange> changes, List<CommitLine> lines)
    {
        RunRecord record;
        try
        {
            record = snapshot.ReadRecord(update.Path);
        }
        catch (RunRecordException exception)
        {
            log.Write(GojiLogLevel.Warning, "{0}", exception.Message);
            return null;
        }

        var file = snapshot.Find(JobState.Processing, update.Path);
        var recorded = record.Attempts.FirstOrDefault(attempt => attempt.Id == update.Attempt.Id);
        if (recorded is null && (record.Newest is { IsJudged: false } || file is null))
        {
            log.Write(GojiLogLevel.Verbose, "{0} belongs to another attempt now.", update.Path);
            return null;
        }

        if (recorded is not null && IsCancelledMeanwhile(snapshot, update, file, record, recorded))
        {
            log.Write(GojiLogLevel.Verbose, "{0} is cancelled, and its Jobs are gone for that reason.", update.Path);
            return null;
        }

        if (recorded is not null && recorded.IsAheadOf(update.Attempt))
        {
            log.Write(GojiLogLevel.Verbose, "{0} was started meanwhile.", update.Path);
            return null;
        }

        if (recorded is not null && recorded.Id != record.Newest!.Id)
        {
            return Supplement(update, record, recorded, changes, lines);
        }

        if (update.To == JobState.Queued)
        {
            return PutBack(snapshot, update, file, record, index, changes, lines);
        }

        // Somebody else may have seen more of the attempt: the whole of it decides where the file goes.
        var merged = recorded?.Merge(update.Attempt) ?? update.Attempt;
        var known = update with { Attempt = merged, To = merged.State, IsAway = file is null };
        if (known.IsUnsettled)
        {
            known = known with { To = JobState.Processing };
        }

        var target = snapshot.PathOf(known.To, update.Path);
        if (known.To != JobState.Processing
            && file is not null
            && (snapshot.Find(known.To, update.Path)?.ToString() ?? snapshot.ObstacleAt(target)) is { } obstacle)
        {
            log.Write(
                GojiLogLevel.Warning, "{0} stays in processing/: '{1}' is in the way. Rename or delete one of the two.", file, obstacle);
            known = known with { To = JobState.Processing };
        }

        if (merged.IsBegun)
        {
            index.Answer(update.Path);
        }

        if (known.To != JobState.Processing)
        {
            index.Close(update.Path);
        }

        if (merged != recorded)
        {
            changes.Add(RunRecords.WriteRecord(update.Path, Replace(record, merged)));
            if (file is null || known.To == JobState.Processing)
            {
                lines.Add(Describe(update.Path, merged));
            }
        }

        if (file is null && known.To != JobState.Processing && Moved(snapshot, update.Path) is { } moved
            && manifests.Place(snapshot, snapshot.PathOf(moved.State, moved.Path), moved) is TreeChange.Write unasked)
        {
            changes.Add(unasked);
            if (merged == recorded)
            {
                lines.Add(new(update.Path, "is no longer to be cancelled") { RunId = merged.Id });
            }
        }

        if (file is not null && known.To != JobState.Processing)
        {
            changes.Add(new TreeChange.Delete(snapshot.PathOf(JobState.Processing, update.Path)));
            changes.Add(manifests.Place(snapshot, target, file));
            lines.Add(merged != recorded
                ? Describe(update.Path, merged)
                : new(update.Path, $"moved to {known.To.ToString().ToLowerInvariant()}/") { RunId = merged.Id });
        }

        return known;
    }

    /// <summary>
    /// What was found out about an attempt after which there is a newer one: its record is completed. The file, and its place in the index,
    /// are those of the newer one.
    /// </summary>
    private static FileUpdate Supplement(
        FileUpdate update, RunRecord record, Attempt recorded, List<TreeChange> changes, List<CommitLine> lines)
    {
        var merged = recorded.Merge(update.Attempt);
        if (merged != recorded)
        {
            changes.Add(RunRecords.WriteRecord(update.Path, Replace(record, merged)));
            lines.Add(Describe(update.Path, merged));
        }

        return update with { Attempt = merged, To = merged.State, IsAway = true };
    }

    /// <summary>
    /// Whether a Job that is missing was looked for before its file was requested to be cancelled. The request is pushed before anything is
    /// deleted, so it explains the absence: the next look knows it.
    /// </summary>
    private bool IsCancelledMeanwhile(IRepositorySnapshot snapshot, FileUpdate update, JobFile? file, RunRecord record, Attempt recorded)
    {
        if (!update.Attempt.Jobs.Any(run => run.Outcome == JobOutcome.Unknown && recorded.Find(run) is { Outcome: null }))
        {
            return false;
        }

        var there = file ?? snapshot.Find(JobState.Queued, update.Path) ?? Moved(snapshot, update.Path) ?? JobFile.Deleted(update.Path);
        return CancelRequest.Of(snapshot, manifests, new ProcessingFile(there, record)) is not null;
    }

    /// <summary>
    /// The file of an attempt that somebody has moved to a folder of finished jobs. One that is queued again is another matter.
    /// </summary>
    private static JobFile? Moved(IRepositorySnapshot snapshot, string path) =>
        ((JobState[])[JobState.Failed, JobState.Succeeded, JobState.Unknown])
            .Select(state => snapshot.Find(state, path))
            .FirstOrDefault(file => file is not null);

    /// <summary>
    /// A claim is taken back when nothing of it was started: the attempt has never been. A claim that another runner has taken over is that
    /// runner's.
    /// </summary>
    private FileUpdate? PutBack(
        IRepositorySnapshot snapshot,
        FileUpdate update,
        JobFile? file,
        RunRecord record,
        OpenWorkIndex index,
        List<TreeChange> changes,
        List<CommitLine> lines)
    {
        if (file is null
            || record.Newest is not { IsBegun: false } newest
            || !newest.IsSameClaim(update.Attempt)
            || snapshot.Find(JobState.Queued, update.Path) is not null
            || snapshot.ObstacleAt(snapshot.PathOf(JobState.Queued, update.Path)) is not null)
        {
            return null;
        }

        var earlier = new RunRecord([.. record.Attempts.SkipLast(1)]);
        changes.Add(new TreeChange.Delete(snapshot.PathOf(JobState.Processing, update.Path)));
        changes.Add(new TreeChange.Place(snapshot.PathOf(JobState.Queued, update.Path), file));
        changes.Add(
            earlier.Attempts.Count > 0
                ? RunRecords.WriteRecord(update.Path, earlier)
                : new TreeChange.Delete(RunRecord.PathOf(update.Path)));
        index.Return(file, update.Reason, now());
        lines.Add(new(file.Path, "returned to the queue") { Detail = update.Reason, RunId = update.Attempt.Id });
        return update;
    }

    private static RunRecord Replace(RunRecord record, Attempt attempt) =>
        record.Attempts.Any(known => known.Id == attempt.Id)
            ? new([.. record.Attempts.Select(known => known.Id == attempt.Id ? attempt : known)])
            : record.With(attempt);

    private static CommitLine Describe(string path, Attempt attempt)
    {
        var bad = attempt.Jobs.Where(run => run.Outcome is JobOutcome.Failed or JobOutcome.Unknown).ToList();
        return new(path, attempt.IsJudged ? attempt.State.ToString().ToLowerInvariant() : "started")
        {
            Word = string.Join(", ", bad.Select(run => run.Reason).Distinct()),
            Detail = string.Join("; ", bad.Select(run => $"{run}: {run.Reason}: {run.Message}")),
            RunId = attempt.Id,
        };
    }
}
