using Goji.Model;
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
    public StatusApi? Statuses { get; init; }

    /// <summary>How that API is reached; null for the settings of the machine.</summary>
    public HostAccess? Access { get; init; }

    /// <summary>The receivers of messages.</summary>
    public IReadOnlyList<MessageTarget> Targets { get; init; } = [];

    public bool IsNone => Statuses is null && Targets.Count == 0;

    /// <summary>Reads where the settings have the jobs reported to.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="remote">The remote's address.</param>
    /// <param name="access">How the API at an address is reached.</param>
    /// <param name="secrets">Gets the secrets of the targets, so that they are masked.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    public static NotificationRoute Of(
        GojiOptions options, string remote, Func<Uri, HostAccess> access, Secrets secrets, IGojiLog log, TimeProvider time)
    {
        secrets.Add(options.StatusToken);
        var (statuses, ways) = StatusesOf(options, remote, access, log);
        var build = options.BuildUrl is { } url ? RemoteAddress.WithoutCredentials(url) : null;
        return new(remote, new(options.PageUrl, build))
        {
            Statuses = statuses,
            Access = ways,
            Targets = MessageTarget.Of(options, secrets, log, time),
        };
    }

    private static (StatusApi? Api, HostAccess? Access) StatusesOf(
        GojiOptions options, string remote, Func<Uri, HostAccess> access, IGojiLog log)
    {
        if (options.CommitStatus == CommitStatusMode.Off)
        {
            return default;
        }

        string problem;
        try
        {
            if (StatusApis.Of(options, remote, out problem) is { } api)
            {
                return (api, access(api.Address));
            }
        }
        catch (GojiUsageException failure)
        {
            problem = failure.Message;
        }

        log.Write(GojiLogLevel.Warning, "The commit statuses are off: {0}", problem);
        return default;
    }
}
