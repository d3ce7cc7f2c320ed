using Goji.Notifications.Http;
using Goji.Ports.Notifications;
using Goji.Records;

namespace Goji.Notifications.Statuses;

/// <summary>Sets the statuses of commits: the newest state of each job.</summary>
internal sealed class StatusChannel(NotificationClient client, IGojiLog log, TimeProvider time)
    : NotificationChannel(PendingNotification.StatusChannel, Grace, client, log, time)
{
    /// <summary>From this number on, the order is random: passes that do not know of one another reach all of them together.</summary>
    private const int Many = 50;

    /// <summary>How long a change is left to the runner that made it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, string> sent = new(StringComparer.Ordinal);

    /// <summary>Takes what is to be reported now.</summary>
    public void Post(StatusApi api, HostAccess? access, IReadOnlyList<Notification> notifications, NotificationLinks links)
    {
        lock (Gate)
        {
            var taken = notifications.Where(Memory.Takes).ToHashSet();
            Memory.Keep(notifications);
            var open = StatusPlan.Of(notifications, links.Of).Where(status => status.Covers.Any(taken.Contains)).Where(IsOpen)
                .Select(status => RequestOf(api, access, status)).ToArray();
            if (open.Length > Many)
            {
                Random.Shared.Shuffle(open);
            }

            Line.Replace(open);
        }
    }

    private bool IsOpen(CommitStatus status)
    {
        if (!status.Covers.Any(Memory.IsOpen))
        {
            return false;
        }

        if (sent.GetValueOrDefault(KeyOf(status)) != TextOf(status))
        {
            return true;
        }

        Remember(status);
        return false;
    }

    private OutgoingRequest RequestOf(StatusApi api, HostAccess? access, CommitStatus status) =>
        new(KeyOf(status), TextOf(status), () => api.RequestOf(status))
    {
        Name = $"The status '{status.Context}' of commit {status.Commit}",
        Subject = status.Context,
        Remedy = $"The token (GOJI_STATUS_TOKEN or GIT_PASSWORD) needs {api.Needs}.",
        Access = access,
        Judge = api.Judge,
        Done = () =>
        {
            lock (Gate)
            {
                sent[KeyOf(status)] = TextOf(status);
                Remember(status);
            }
        },
    };

    private void Remember(CommitStatus status)
    {
        foreach (var notification in status.Covers)
        {
            Memory.Reported(notification);
        }
    }

    private static string KeyOf(CommitStatus status) => $"{status.Commit} {status.Context}";

    private static string TextOf(CommitStatus status) => $"{status.State} {status.Description}";
}
