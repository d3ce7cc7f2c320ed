using Goji.Notifications.Http;
using Goji.Ports.Notifications;

namespace Goji.Notifications.Messages;

/// <summary>Sends the messages of one target: each once, as far as this process and the repository know.</summary>
/// <param name="name">The name of the target.</param>
/// <param name="client">Sends the requests.</param>
/// <param name="log">The log.</param>
/// <param name="time">The clock.</param>
internal sealed class MessageChannel(string name, NotificationClient client, IGojiLog log, TimeProvider time)
    : NotificationChannel(name, Grace, client, log, time)
{
    /// <summary>How long messages are left to the runner whose verdict they are about. It records that it has sent them.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    /// <summary>Takes what is to be reported now.</summary>
    public void Post(MessageTarget target, IReadOnlyList<Notification> notifications, Func<Notification, JobMessage> messageOf)
    {
        lock (Gate)
        {
            var attempts = notifications.Where(notification => notification.State != NotificationState.Held).ToList();
            var taken = attempts.Where(Memory.Takes).Where(Memory.IsOpen).ToList();
            Memory.Keep(attempts);
            foreach (var unwanted in taken.Where(notification => notification.IsFinal && !target.Wants(notification)))
            {
                Memory.Reported(unwanted);
            }

            Line.Replace(taken.Where(target.Wants).Select(notification => RequestOf(target, notification, messageOf(notification))));
        }
    }

    private OutgoingRequest RequestOf(MessageTarget target, Notification notification, JobMessage message) =>
        new(notification.RunId, message.Id, () => target.Form.RequestOf(target.Address, message))
    {
        Name = $"The message to '{Name}' about '{notification.File}'",
        Subject = notification.File,
        Remedy = $"Look at the address and the key of the target '{Name}'.",
        Done = () =>
        {
            lock (Gate)
            {
                Memory.Reported(notification);
            }
        },
    };
}
