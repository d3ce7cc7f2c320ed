using Goji.Records;

namespace Goji.Ports.Notifications;

/// <summary>Reports nothing.</summary>
internal sealed class NoNotifier : INotifier
{
    public static NoNotifier Instance { get; } = new();

    public bool AreWanted => false;

    public void Post(IReadOnlyList<Notification> notifications)
    {
    }

    public PendingNotification Noted(PendingNotification entry) => entry;

    public bool IsOpen(PendingNotification entry) => true;

    public bool IsWorthCommit(PendingNotification before, PendingNotification after) => false;

    public bool HasHeld(string commit) => false;

    public Task EndPassAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
