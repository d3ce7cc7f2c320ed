using Goji.Notifications.Messages;
using Goji.Notifications.Statuses;
using Goji.Model;
using Goji.Ports.Notifications;

namespace Goji.Notifications;

/// <summary>What one pass reports outside of the repository: through a queue that lives on, or through one of its own.</summary>
internal sealed class PassNotifications : IAsyncDisposable
{
    private readonly NotificationQueue? own;

    /// <param name="shared">The queue that lives on; null for none.</param>
    /// <param name="options">The settings.</param>
    /// <param name="remote">The remote's address.</param>
    /// <param name="access">How the API at an address is reached.</param>
    /// <param name="folder">Goji's own folder in the clone.</param>
    /// <param name="handler">Sends the requests; null for the network.</param>
    /// <param name="secrets">Gets the secrets of the targets, so that they are masked.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    public PassNotifications(
        NotificationQueue? shared,
        GojiOptions options,
        string remote,
        Func<Uri, HostAccess> access,
        string folder,
        HttpMessageHandler? handler,
        Secrets secrets,
        IGojiLog log,
        TimeProvider time)
    {
        var (statuses, ways) = Statuses(options, remote, access, log);
        var route = new NotificationRoute(
            remote,
            new(options.PageUrl, options.BuildUrl is { } url ? RemoteAddress.WithoutCredentials(url) : null))
        {
            Statuses = statuses,
            Access = ways,
            Targets = MessageTarget.Of(options, secrets, log, time),
        };
        secrets.Add(options.StatusToken);
        if (shared is null && !route.IsNone)
        {
            own = new(handler, log, time, NotificationQueue.PassPatience, new(Path.Combine(folder, "notifications.json")));
        }

        var queue = shared ?? own;
        queue?.Use(route);
        Port = route.IsNone ? NoNotifier.Instance : queue!;
    }

    public INotifier Port { get; }

    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static (IStatusApi? Api, HostAccess? Access) Statuses(
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
