using Goji.Model;
using Goji.Passes.Ledger;
using Goji.Passes.Publishing;
using Goji.Ports;
using Goji.Ports.Notifications;
using Goji.Ports.Sources;
using Goji.Records;

namespace Goji.Passes.Notifying;

/// <summary>
/// Derives the reports outside of the repository from the newest snapshot, and posts them. No failure here fails the pass: what
/// cannot be reported is reported by a later pass.
/// </summary>
internal sealed class NotifyStep(PassContext context)
{
    private readonly Dictionary<string, (string? Content, RunRecord? Record)> records = new(StringComparer.Ordinal);

    /// <summary>What the commits of the pass enter into the list of pending notifications.</summary>
    public NotificationOutbox Book { get; } = new(context.Repository, context.Notifier);

    /// <summary>Posts the current state of every job that is not reported yet.</summary>
    public void Post(PassLedger ledger)
    {
        if (!context.Notifier.AreWanted || ledger.Snapshot is not { } snapshot)
        {
            return;
        }

        try
        {
            context.Notifier.Post([.. Derive(snapshot, ledger)]);
        }
        catch (GojiException failure)
        {
            context.Log.Write(GojiLogLevel.Warning, "The states of the jobs are not reported: {0}", failure.Message);
        }
    }

    /// <summary>
    /// Ends the reports of the pass, and records which messages were sent where no other commit takes it along: so that no message is sent
    /// twice.
    /// </summary>
    public async Task EndAsync(PassLedger ledger, Publisher publisher, CancellationToken cancellationToken)
    {
        await context.Notifier.EndPassAsync(cancellationToken);
        await AcknowledgeAsync(ledger, publisher, cancellationToken);
    }

    private async Task AcknowledgeAsync(PassLedger ledger, Publisher publisher, CancellationToken cancellationToken)
    {
        if (ledger.Snapshot is not { } snapshot || Book.On(snapshot).WorthCommit().Count == 0)
        {
            return;
        }

        try
        {
            var published = await publisher.PublishAsync(snapshot, Compose, PassStep.RecordCommit, PassStep.RecordPush, cancellationToken);
            ledger.Synced(published.Snapshot);
        }
        catch (Exception failure) when (failure is GojiException or OperationCanceledException)
        {
            context.Log.Write(
                GojiLogLevel.Verbose, "The messages that were sent are not recorded, and may be repeated: {0}", failure.Message);
        }
    }

    private (CommitDraft? Draft, int Count) Compose(IRepositorySnapshot tip)
    {
        var index = Book.On(tip);
        var entries = index.WorthCommit();
        return entries.Count > 0 && index.ToChange() is { } change
            ? (new(CommitMessage.Of(
                [.. entries.Select(entry => new CommitLine(entry.File, "reported") { RunId = entry.RunId })], context.Runner), [change]),
                entries.Count)
            : (null, 0);
    }

    private IEnumerable<Notification> Derive(IRepositorySnapshot snapshot, PassLedger ledger)
    {
        var known = ledger.Entries.ToDictionary(entry => entry.File, StringComparer.Ordinal);
        var open = snapshot.ReadPendingNotifications().Entries;
        var notifications = open
            .Select(entry => Notification(snapshot, entry, known.GetValueOrDefault(entry.File)))
            .OfType<Notification>()
            .ToList();
        var listed = notifications
            .Where(notification => notification.State == NotificationState.Held)
            .Select(notification => notification.File)
            .ToHashSet(StringComparer.Ordinal);
        return notifications.Concat(
            Held(
                snapshot,
                known.Values.Where(entry => entry is { After: JobState.Queued, Reason.Length: > 0 } && !listed.Contains(entry.File))));
    }

    private Notification? Notification(IRepositorySnapshot snapshot, PendingNotification entry, JobEntry? known)
    {
        if (AttemptOf(snapshot, entry) is not { } attempt)
        {
            // The claim was returned, or a person has removed the job.
            return snapshot.Find(JobState.Queued, entry.File) is null ? null
                : new(entry.File, "", entry.Commit, NotificationState.Held) { Reason = known?.Reason ?? "" };
        }

        var state = StateOf(attempt.State);
        return new(entry.File, attempt.Id, entry.Commit, state)
        {
            Reason = state == NotificationState.Succeeded ? DurationOf(attempt) : AttemptReasonText.Of(attempt),
            Since = state == NotificationState.Running ? attempt.ClaimedAt : attempt.Jobs.Max(run => run.FinishedAt) ?? attempt.ClaimedAt,
            IsOwn = known is not null
                && (state == NotificationState.Running
                    ? attempt.ClaimedBy == context.Runner
                    : known.Before != known.After && !known.IsOfOther),
            Recorded = entry.Words,
            FailuresBefore = FailuresBefore(entry),
            Log = LogOf(known),
        };
    }

    private IEnumerable<Notification> Held(IRepositorySnapshot snapshot, IEnumerable<JobEntry> entries)
    {
        var held = entries
            .Select(entry => (entry.Reason, File: snapshot.Find(JobState.Queued, entry.File)))
            .Where(item => item.File is not null)
            .ToList();
        var commits = held.Count == 0
            ? new Dictionary<string, QueueCommit>()
            : Book.CommitsOf(snapshot, [.. held.Select(item => item.File!)]);
        return held.Where(item => commits.ContainsKey(item.File!.Path))
            .Select(item => (item.File, item.Reason, Commit: commits[item.File!.Path]))
            .Select(
                item => new Notification(item.File!.Path, "", item.Commit.Id, NotificationState.Held)
                {
                    Reason = item.Reason,
                    Since = item.Commit.At,
                });
    }

    private Attempt? AttemptOf(IRepositorySnapshot snapshot, PendingNotification entry)
    {
        var content = snapshot.ContentIdOf(RunRecord.PathOf(entry.File));
        if (!records.TryGetValue(entry.File, out var read) || read.Content != content)
        {
            records[entry.File] = read = (content, Read(snapshot, entry.File));
        }

        return read.Record?.Attempts.FirstOrDefault(attempt => attempt.Id == entry.RunId);
    }

    private static RunRecord? Read(IRepositorySnapshot snapshot, string file)
    {
        try
        {
            return snapshot.ReadRecord(file);
        }
        catch (RunRecordException)
        {
            return null;
        }
    }

    /// <summary>The failures in a row before an attempt.</summary>
    private int FailuresBefore(PendingNotification entry) =>
        records[entry.File].Record!.Attempts
            .TakeWhile(attempt => attempt.Id != entry.RunId)
            .Reverse()
            .TakeWhile(attempt => attempt.State is JobState.Failed or JobState.Unknown)
            .Count();

    private static IReadOnlyList<string> LogOf(JobEntry? known) =>
        known?.Details.SelectMany(detail => detail.Pods).Select(pod => pod.Log).FirstOrDefault(log => log.Count > 0) ?? [];

    private static string DurationOf(Attempt attempt) =>
        attempt.Jobs.Min(run => run.StartedAt) is { } began && attempt.Jobs.Max(run => run.FinishedAt) is { } ended && ended >= began
            ? $"succeeded in {Duration.Text(ended - began)}"
            : "succeeded";

    private static NotificationState StateOf(JobState state) => state switch
    {
        JobState.Succeeded => NotificationState.Succeeded,
        JobState.Failed => NotificationState.Failed,
        JobState.Unknown => NotificationState.Unknown,
        _ => NotificationState.Running,
    };
}
