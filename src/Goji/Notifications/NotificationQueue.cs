using Goji.Notifications.Http;
using Goji.Notifications.Messages;
using Goji.Notifications.Statuses;
using Goji.Ports.Notifications;
using Goji.Records;

namespace Goji.Notifications;

/// <summary>
/// Sends what passes post: the newest state of each job, until the receivers have it. A server keeps one for all of its passes; a pass of
/// its own makes one, waits for it for a bounded time, and leaves the rest to a later pass.
/// </summary>
internal sealed class NotificationQueue : INotifier, IAsyncDisposable
{
    /// <summary>How long a pass waits for what is still to be sent when it ends.</summary>
    public static readonly TimeSpan PassPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long a pass of a server waits for its messages, so that it can record that they were sent.</summary>
    private static readonly TimeSpan ServerPatience = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly NotificationClient client;
    private readonly SentNotificationFile? file;
    private readonly IReadOnlyList<SentNotification> restored;
    private readonly IGojiLog log;
    private readonly TimeProvider time;
    private readonly TimeSpan patience;
    private readonly StatusChannel statuses;
    private readonly Dictionary<string, MessageChannel> messages = new(StringComparer.Ordinal);
    private IReadOnlyList<Notification> posted = [];
    private NotificationRoute route = NotificationRoute.None;

    /// <param name="handler">Sends the requests; null for the network.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="patience">How long a pass waits when it ends; zero where the queue lives on.</param>
    /// <param name="file">Keeps what was reported; null for nothing.</param>
    public NotificationQueue(
        HttpMessageHandler? handler, IGojiLog log, TimeProvider time, TimeSpan patience, SentNotificationFile? file = null)
    {
        this.log = log;
        this.time = time;
        this.patience = patience;
        this.file = file;
        client = new(handler, time);
        restored = file?.Read() ?? [];
        statuses = Restored(new StatusChannel(client, log, time));
    }

    public bool AreWanted => !Route().IsNone;

    /// <summary>The number of requests that are still to be sent.</summary>
    internal int Waiting => Lines().Sum(line => line.Waiting);

    /// <summary>Whether nothing happens until more time has passed. For tests with a clock of their own.</summary>
    internal bool IsQuiet => Lines().TrueForAll(line => line.IsQuiet);

    /// <summary>Sets where the next requests go.</summary>
    public void Use(NotificationRoute newest)
    {
        lock (gate)
        {
            route = newest;
            foreach (var target in newest.Targets.Where(target => !messages.ContainsKey(target.Name)))
            {
                messages[target.Name] = Restored(new MessageChannel(target.Name, client, log, time));
            }
        }
    }

    public void Post(IReadOnlyList<Notification> notifications)
    {
        lock (gate)
        {
            posted = notifications;
            var (repository, links) = route;
            if (route.Statuses is { } api)
            {
                statuses.Post(api, route.Access, notifications, links);
            }

            foreach (var target in route.Targets)
            {
                messages[target.Name].Post(
                    target,
                    notifications,
                    notification => new(notification, repository)
                    { Link = links.Of(notification.File), Log = [.. notification.Log.TakeLast(target.Target.LogLines)] });
            }
        }
    }

    public PendingNotification Noted(PendingNotification entry)
    {
        var words = InUse()
            .Select(channel => KeyValuePair.Create(channel.Name, channel.WordOf(entry)))
            .Where(item => item.Value is not null);
        return entry.With(words.Select(item => KeyValuePair.Create(item.Key, item.Value!)));
    }

    public bool IsOpen(PendingNotification entry)
    {
        var words = entry.Words;
        return InUse().Any(channel => !PendingNotification.IsFinal(words.GetValueOrDefault(channel.Name)));
    }

    public bool IsWorthCommit(PendingNotification before, PendingNotification after)
    {
        var (known, now) = (before.Words, after.Words);
        return Route().Targets.Any(target =>
            now.GetValueOrDefault(target.Name) is { } word
            && word != known.GetValueOrDefault(target.Name) && WasSent(target, after));
    }

    public bool HasHeld(string commit)
    {
        lock (gate)
        {
            return posted.Any(notification => notification.State == NotificationState.Held && notification.Commit == commit);
        }
    }

    public async Task EndPassAsync(CancellationToken cancellationToken)
    {
        var lines = Channels().Where(channel => patience > TimeSpan.Zero || channel != statuses).Select(channel => channel.Line);
        await Task.WhenAll(lines.Select(line => line.FinishAsync(patience > TimeSpan.Zero ? patience : ServerPatience, cancellationToken)));
        if (patience > TimeSpan.Zero)
        {
            ReportRest();
        }

        file?.Write([.. Channels().SelectMany(channel => channel.Entries)]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in Channels())
        {
            await channel.DisposeAsync();
        }

        client.Dispose();
    }

    private void ReportRest()
    {
        foreach (var line in Lines().Where(line => line.Subjects.Count > 0))
        {
            var (rest, trouble) = (line.Subjects, line.Trouble);
            log.Write(
                trouble is null ? GojiLogLevel.Verbose : GojiLogLevel.Warning,
                "{0} not sent ({1}){2}. A later pass sends {3}.",
                rest.Count == 1 ? "1 status or message is" : $"{rest.Count} statuses or messages are",
                NotificationText.Names(rest),
                trouble is null ? "" : $": {trouble}",
                rest.Count == 1 ? "it" : "them");
        }
    }

    /// <summary>The channels that reports go through now.</summary>
    private List<NotificationChannel> InUse()
    {
        lock (gate)
        {
            NotificationChannel[] ofStatuses = route.Statuses is null ? [] : [statuses];
            return [.. route.Targets.Select(target => messages[target.Name]), .. ofStatuses];
        }
    }

    private bool WasSent(MessageTarget target, PendingNotification entry)
    {
        lock (gate)
        {
            return posted.Any(item => item.File == entry.File && item.RunId == entry.RunId && target.Wants(item));
        }
    }

    private NotificationRoute Route()
    {
        lock (gate)
        {
            return route;
        }
    }

    private List<RequestSender> Lines() => Channels().ConvertAll(channel => channel.Line);

    private List<NotificationChannel> Channels()
    {
        lock (gate)
        {
            return [statuses, .. messages.Values];
        }
    }

    private T Restored<T>(T channel)
        where T : NotificationChannel
    {
        if (restored.Count > 0)
        {
            channel.Restore(restored);
        }

        return channel;
    }
}
