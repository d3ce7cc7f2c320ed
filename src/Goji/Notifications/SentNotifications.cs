using Goji.Ports.Notifications;

namespace Goji.Notifications;

/// <summary>
/// What this process has reported. What others have reported is in the repository, as far as a commit has taken it along.
/// </summary>
/// <param name="channel">The channel that the reports go through.</param>
/// <param name="grace">How long a change is left to the runner that made it.</param>
/// <param name="time">The clock.</param>
internal sealed class SentNotifications(string channel, TimeSpan grace, TimeProvider time)
{
    /// <summary>How often a changed reason of a held file is reported at most.</summary>
    private static readonly TimeSpan HoldPause = TimeSpan.FromMinutes(10);

    /// <summary>How long after a file was queued a process that knows of no earlier reports reports that the file is held.</summary>
    private static readonly TimeSpan RecentHold = TimeSpan.FromHours(1);

    /// <summary>How long after a verdict others report it where the repository does not show that it was reported.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromDays(1);

    private readonly Dictionary<(string File, string Run), (string Word, string Reason, DateTimeOffset At)> reported = [];
    private readonly HashSet<(string File, string Run)> known = [];
    private bool isFresh = true;

    /// <summary>Whether a notification is still to be reported by this process.</summary>
    public bool IsOpen(Notification notification) =>
        !reported.TryGetValue(KeyOf(notification), out var last) ? notification.Recorded.GetValueOrDefault(channel) != notification.Word
        : last.Word != notification.Word
            || (notification.State == NotificationState.Held
                && last.Reason != notification.Reason
                && time.GetUtcNow() - last.At >= HoldPause);

    /// <summary>Whether this process takes a notification on. One that it has taken on stays its own.</summary>
    public bool Takes(Notification notification)
    {
        var age = time.GetUtcNow() - (notification.Since ?? DateTimeOffset.MinValue);
        if (notification.State == NotificationState.Held && known.Add(KeyOf(notification)) && isFresh && age > RecentHold)
        {
            // An earlier pass has reported it: hosts take a limited number of statuses for one commit.
            Reported(notification);
        }

        if (notification.IsOwn || notification.State == NotificationState.Held)
        {
            known.Add(KeyOf(notification));
            return true;
        }

        if (notification.IsFinal
            && age > Overdue
            && notification.Recorded.GetValueOrDefault(channel) != notification.Word
            && !known.Contains(KeyOf(notification)))
        {
            // It is no longer known whether it was reported.
            Reported(notification);
            return false;
        }

        return known.Contains(KeyOf(notification)) || (age >= grace && known.Add(KeyOf(notification)));
    }

    public void Reported(Notification notification) =>
        reported[KeyOf(notification)] = (notification.Word, notification.Reason, time.GetUtcNow());

    /// <summary>The state of an attempt that was reported last; null for none.</summary>
    public string? WordOf(string file, string run) => reported.TryGetValue((file, run), out var last) ? last.Word : null;

    /// <summary>What was reported, for a later process on this clone.</summary>
    public IReadOnlyList<SentNotification> Entries =>
        [.. reported.Select(item =>
            new SentNotification(channel, item.Key.File, item.Key.Run, item.Value.Word, item.Value.Reason, item.Value.At))];

    /// <summary>Takes over what an earlier process on this clone has reported.</summary>
    public void Restore(IReadOnlyList<SentNotification> entries)
    {
        foreach (var entry in entries.Where(entry => entry.Channel == channel))
        {
            reported[(entry.File, entry.Run)] = (entry.Word, entry.Reason, entry.At);
            known.Add((entry.File, entry.Run));
        }

        isFresh = false;
    }

    /// <summary>Forgets the notifications that are listed no more.</summary>
    public void Keep(IEnumerable<Notification> notifications)
    {
        isFresh = false;
        var keys = notifications.Select(KeyOf).ToHashSet();
        known.RemoveWhere(key => !keys.Contains(key));
        foreach (var key in reported.Keys.Where(key => !keys.Contains(key)).ToList())
        {
            reported.Remove(key);
        }
    }

    private static (string File, string Run) KeyOf(Notification notification) =>
        (notification.File, notification.RunId.Length > 0 ? notification.RunId : notification.Commit);
}
