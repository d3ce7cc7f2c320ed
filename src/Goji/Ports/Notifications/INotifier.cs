using Goji.Records;

namespace Goji.Ports.Notifications;

/// <summary>Reports the state of jobs outside of the repository. Nothing that it does fails a pass.</summary>
internal interface INotifier
{
    /// <summary>Whether anything is reported at all.</summary>
    bool AreWanted { get; }

    /// <summary>Takes everything that is to be reported now, in place of what was posted before. Returns at once.</summary>
    void Post(IReadOnlyList<Notification> notifications);

    /// <summary>An entry of the list with what this process has reported or given up since.</summary>
    PendingNotification Noted(PendingNotification entry);

    /// <summary>Whether an entry shows that the end of an attempt is not reported yet.</summary>
    bool IsOpen(PendingNotification entry);

    /// <summary>Whether a report is worth a commit of its own: a person would get a repeated message.</summary>
    bool IsWorthCommit(PendingNotification before, PendingNotification after);

    /// <summary>Whether files of a commit are still queued, as far as they were posted.</summary>
    bool HasHeld(string commit);

    /// <summary>Waits until everything is reported or cannot be reported for now, but no longer than a pass may wait for it.</summary>
    Task EndPassAsync(CancellationToken cancellationToken);
}
