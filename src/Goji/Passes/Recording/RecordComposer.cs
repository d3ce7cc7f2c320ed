using Goji.Passes.Cancelling;
using Goji.Passes.Deciding;
using Goji.Passes.Notifying;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Recording;

/// <summary>
/// Composes record commits. Each update is applied to the tip at hand path by path, and only as far as the tip still awaits it.
/// </summary>
internal sealed class RecordComposer(
    IGojiLog log, string runner, NotificationOutbox outbox, Func<DateTimeOffset> now, ManifestStore manifests)
{
    private readonly FileRecorder files = new(log, now, manifests);

    /// <returns>The commit, and the updates that it carries out or that the tip has been through already.</returns>
    public (CommitDraft? Draft, IReadOnlyList<FileUpdate> Plan) Compose(IRepositorySnapshot snapshot, IReadOnlyList<FileUpdate> updates)
    {
        var draft = new ChangeDraft(snapshot);
        List<FileUpdate> done = [.. updates.Select(update => Apply(update, draft)).OfType<FileUpdate>()];
        var isClosing = done.Where(update => update.IsAway && draft.Index.IsCloseOfListed(update.Path)).ToList();
        if (draft.Changes.Count > 0 || isClosing.Count > 0)
        {
            draft.Lines.AddRange(draft.Changes.Count > 0
                ? []
                : isClosing.Select(update => new CommitLine(update.Path, "closed") { RunId = update.Attempt.Id }));
            draft.Add(draft.Index.ToChange());
            draft.Add(NotificationsAfter(snapshot, done));
        }

        return (draft.ToCommit(runner), done);
    }

    private FileUpdate? Apply(FileUpdate update, ChangeDraft draft)
    {
        try
        {
            var known = new RecordedFile(
                update, draft.Snapshot.ReadRecord(update.Path), draft.Snapshot.Find(JobState.Processing, update.Path));
            if (WhyOutdated(known, draft.Snapshot) is { } reason)
            {
                log.Write(GojiLogLevel.Verbose, "{0} {1}", update.Path, reason);
                return null;
            }

            return known.IsSuperseded ? FileRecorder.Supplement(known, draft)
                : update.To == JobState.Queued ? files.PutBack(known, draft)
                : files.Record(known, draft);
        }
        catch (RunRecordException exception)
        {
            log.Write(GojiLogLevel.Warning, "{0}", exception.Message);
            return null;
        }
    }

    /// <summary>Why the tip no longer awaits an update; null where it does.</summary>
    private string? WhyOutdated(RecordedFile known, IRepositorySnapshot snapshot)
    {
        if (known.Attempt is not { } recorded)
        {
            return known.Record.Newest is { IsJudged: false } || known.File is null ? "belongs to another attempt now." : null;
        }

        return IsCancelledMeanwhile(known, recorded, snapshot) ? "is cancelled, and its Jobs are gone for that reason."
            : recorded.IsAheadOf(known.Update.Attempt) ? "was started meanwhile."
            : null;
    }

    /// <summary>
    /// Whether a Job that is missing was looked for before its file was requested to be cancelled. The request is pushed before anything is
    /// deleted, so it explains the absence: the next look knows it.
    /// </summary>
    private bool IsCancelledMeanwhile(RecordedFile known, Attempt recorded, IRepositorySnapshot snapshot)
    {
        if (!known.Update.Attempt.Jobs.Any(run => run.Outcome == JobOutcome.Unknown && recorded.Find(run) is { Outcome: null }))
        {
            return false;
        }

        var file = known.File ?? snapshot.Find(JobState.Queued, known.Path) ?? FileRecorder.Moved(snapshot, known.Path)
            ?? JobFile.Deleted(known.Path);
        return CancelRequest.Of(snapshot, manifests, new ProcessingFile(file, known.Record)) is not null;
    }

    /// <summary>Claims of runners without a list of notifications are entered now.</summary>
    private TreeChange? NotificationsAfter(IRepositorySnapshot snapshot, IEnumerable<FileUpdate> updates)
    {
        var index = outbox.On(snapshot);
        foreach (var update in updates.Where(update => update is { To: not JobState.Queued, IsAway: false }))
        {
            if (snapshot.Find(JobState.Processing, update.Path) is { } file)
            {
                index.Open(file, update.Attempt.Id);
            }
        }

        return index.ToChange();
    }
}
