using Goji.Notifications.Messages;
using Goji.Notifications.Statuses;
using Goji.Ports.Notifications;

namespace Goji.Notifications;

/// <summary>Where one pass reports jobs to, with the credentials of that time.</summary>
/// <param name="Repository">The address of the jobs repository, without credentials.</param>
/// <param name="Links">What statuses and messages link to.</param>
internal sealed record NotificationRoute(string Repository, NotificationLinks Links)
{
    public static NotificationRoute None { get; } = new("", new(null, null));

    /// <summary>The API for commit statuses; null for none.</summary>
    public IStatusApi? Statuses { get; init; }

    /// <summary>How that API is reached; null for the settings of the machine.</summary>
    public HostAccess? Access { get; init; }

    /// <summary>The receivers of messages.</summary>
    public IReadOnlyList<MessageTarget> Targets { get; init; } = [];

    public bool IsNone => Statuses is null && Targets.Count == 0;
}
