using System.Security.Cryptography;
using System.Text;
using Goji.Ports.Notifications;

namespace Goji.Notifications.Statuses;

/// <summary>Decides which statuses report some notifications: one for each job file, or one for a commit that queued many.</summary>
internal static class StatusPlan
{
    /// <summary>The number of job files of one commit that have statuses of their own.</summary>
    public const int MaxPerCommit = 20;

    private const string Name = "goji";

    /// <param name="notifications">The notifications.</param>
    /// <param name="link">The address with more about a job, or about all of them for null; null for none.</param>
    public static IReadOnlyList<CommitStatus> Of(IReadOnlyList<Notification> notifications, Func<string?, string?> link) =>
    [
        .. notifications.GroupBy(notification => notification.Commit, StringComparer.Ordinal).SelectMany(commit =>
            commit.DistinctBy(notification => notification.File).Count() > MaxPerCommit
                ? [Summary(commit.Key, [.. commit], link)]
                : commit.Select(notification => Single(notification, link))),
    ];

    private static CommitStatus Single(Notification notification, Func<string?, string?> link) => new(
        notification.Commit,
        ContextOf(notification.File),
        notification.State,
        NotificationText.OneLine(Describe(notification), CommitStatus.MaxDescription))
    {
        Link = link(notification.File),
        Covers = [notification],
    };

    private static CommitStatus Summary(string commit, IReadOnlyList<Notification> notifications, Func<string?, string?> link)
    {
        var counts = notifications.CountBy(notification => notification.State).ToDictionary();
        var state = counts.ContainsKey(NotificationState.Failed) ? NotificationState.Failed
            : counts.ContainsKey(NotificationState.Running) ? NotificationState.Running
            : counts.ContainsKey(NotificationState.Held) ? NotificationState.Held
            : counts.ContainsKey(NotificationState.Unknown) ? NotificationState.Unknown
            : NotificationState.Succeeded;
        NotificationState[] order =
        [
            NotificationState.Failed, NotificationState.Unknown, NotificationState.Held, NotificationState.Running,
            NotificationState.Succeeded,
        ];
        var parts = order
            .Where(counts.ContainsKey).Select(one => $"{counts[one]} {Word(one)}");
        return new(
            commit,
            Name,
            state,
            NotificationText.OneLine($"{notifications.Count} jobs: {string.Join(", ", parts)}", CommitStatus.MaxDescription))
        {
            Link = link(null),
            Covers = notifications,
        };
    }

    private static string Describe(Notification notification) => notification.State switch
    {
        NotificationState.Held => notification.Reason.Length > 0 ? $"queued: {notification.Reason}" : "queued",
        NotificationState.Running => "running",
        NotificationState.Succeeded => notification.Reason,
        _ => notification.Reason.Length > 0 ? notification.Reason : Word(notification.State),
    };

    private static string Word(NotificationState state) => state switch
    {
        NotificationState.Held => "queued",
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>Of a path that is too long the end stays, with a hash in place of the rest.</summary>
    private static string ContextOf(string file)
    {
        var context = $"{Name}/{file}";
        if (context.Length <= CommitStatus.MaxContext)
        {
            return context;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)))[..8];
        return $"{Name}/{hash}...{file[^200..]}";
    }
}
