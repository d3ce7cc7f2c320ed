using Goji.Notifications.Http;
using Goji.Records;

namespace Goji.Notifications;

/// <summary>One way to receivers: what it has reported, and the requests that are still to be sent.</summary>
internal abstract class NotificationChannel : IAsyncDisposable
{
    /// <param name="name">The name of the channel in the list of pending notifications.</param>
    /// <param name="grace">How long a change is left to the runner that made it.</param>
    /// <param name="client">Sends the requests.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    protected NotificationChannel(string name, TimeSpan grace, NotificationClient client, IGojiLog log, TimeProvider time)
    {
        Name = name;
        Memory = new(name, grace, time);
        Line = new(client, log, time);
    }

    public string Name { get; }

    public RequestSender Line { get; }

    /// <summary>What was reported, for a later process on this clone.</summary>
    public IReadOnlyList<SentNotification> Entries
    {
        get
        {
            lock (Gate)
            {
                return Memory.Entries;
            }
        }
    }

    /// <summary>Guards <see cref="Memory"/>.</summary>
    protected Lock Gate { get; } = new();

    protected SentNotifications Memory { get; }

    /// <summary>The state of an attempt that was reported last; null for none.</summary>
    public string? WordOf(PendingNotification entry)
    {
        lock (Gate)
        {
            return Memory.WordOf(entry.File, entry.RunId);
        }
    }

    /// <summary>Takes over what an earlier process on this clone has reported. Nothing may have been posted before.</summary>
    public void Restore(IReadOnlyList<SentNotification> entries) => Memory.Restore(entries);

    public ValueTask DisposeAsync() => Line.DisposeAsync();
}
