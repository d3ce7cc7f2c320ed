using Goji.Ports;
using Goji.Ports.Notifications;
using Goji.Records;

namespace Goji.Passes.Notifying;

/// <summary>Updates the list of pending notifications in a commit that is made anyway. It is never a reason for a commit.</summary>
internal sealed class PendingNotificationsIndex(IRepositorySnapshot snapshot, NotificationOutbox book, INotifier notifier)
{
    private readonly PendingNotifications before = notifier.AreWanted ? snapshot.ReadPendingNotifications() : PendingNotifications.None;
    private readonly List<(JobFile File, string RunId)> opened = [];

    /// <summary>Enters an attempt that begins, unless it is listed.</summary>
    public void Open(JobFile file, string runId)
    {
        if (notifier.AreWanted && !before.Entries.Any(entry => entry.File == file.Path && entry.RunId == runId))
        {
            opened.Add((file, runId));
        }
    }

    /// <returns>The change; null where the list stays unchanged.</returns>
    public TreeChange? ToChange()
    {
        if (!notifier.AreWanted)
        {
            return null;
        }

        var entries = Merged().Select(notifier.Noted).ToList();
        var isOpen = entries.Where(notifier.IsOpen).Select(entry => entry.Commit).ToHashSet(StringComparer.Ordinal);

        // The jobs of one commit may have one status together: they stay listed until all of them are done.
        var after = new PendingNotifications(
            [
                .. entries
                    .Where(entry => isOpen.Contains(entry.Commit) || notifier.HasHeld(entry.Commit))
                    .TakeLast(PendingNotifications.MaxEntries),
            ]);
        return after.Equals(before) ? null
            : after.Entries.Count == 0 ? new TreeChange.Delete(PendingNotifications.Path)
            : new TreeChange.Write(PendingNotifications.Path, PendingNotificationsYaml.Write(after));
    }

    /// <summary>The entries with a report that is worth a commit of its own.</summary>
    public IReadOnlyList<PendingNotification> WorthCommit() =>
        [.. before.Entries.Where(entry => notifier.IsWorthCommit(entry, notifier.Noted(entry)))];

    private IEnumerable<PendingNotification> Merged()
    {
        if (opened.Count == 0)
        {
            return before.Entries;
        }

        var paths = opened.Select(item => item.File.Path).ToHashSet(StringComparer.Ordinal);
        var earlier = before.Entries.Where(entry => paths.Contains(entry.File)).ToLookup(entry => entry.File, StringComparer.Ordinal);
        var commits = book.CommitsOf(snapshot, [.. opened.Select(item => item.File)]);
        var added = opened.Select(item => new PendingNotification(item.File.Path, item.RunId, CommitOf(item.File))).ToList();
        var replaced = added.Select(entry => (entry.File, entry.Commit)).ToHashSet();
        return before.Entries.Where(entry => !replaced.Contains((entry.File, entry.Commit))).Concat(added);

        // A returned claim keeps its commit.
        string CommitOf(JobFile file) =>
            commits.GetValueOrDefault(file.Path)?.Id
            ?? earlier[file.Path].Where(notifier.IsOpen).Select(entry => entry.Commit).LastOrDefault()
            ?? snapshot.Id;
    }
}
