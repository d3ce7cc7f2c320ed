using Goji.Ports.Notifications;

namespace Goji.Notifications;

/// <summary>What one pass reports outside of the repository: through a queue that lives on, or through one of its own.</summary>
internal sealed class PassNotifications : IAsyncDisposable
{
    private readonly NotificationQueue? own;

    /// <param name="route">Where the jobs are reported to.</param>
    /// <param name="shared">The queue that lives on; null for none.</param>
    /// <param name="begin">Begins a queue for this pass alone.</param>
    public PassNotifications(NotificationRoute route, NotificationQueue? shared, Func<NotificationQueue> begin)
    {
        if (shared is null && !route.IsNone)
        {
            own = begin();
        }

        var queue = shared ?? own;
        queue?.Use(route);
        Port = route.IsNone ? NoNotifier.Instance : queue!;
    }

    public INotifier Port { get; }

    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
