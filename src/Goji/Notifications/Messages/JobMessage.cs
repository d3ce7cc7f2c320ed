using Goji.Ports.Notifications;

namespace Goji.Notifications.Messages;

/// <summary>A message about one job.</summary>
/// <param name="Notification">What is reported.</param>
/// <param name="Repository">The address of the jobs repository, without credentials.</param>
internal sealed record JobMessage(Notification Notification, string Repository)
{
    private const int MaxReason = 1000;

    /// <summary>The id, which a repeated message has too.</summary>
    public string Id => $"{Notification.RunId}-{Notification.Word}";

    /// <summary>The address with more about the job; null for none.</summary>
    public string? Link { get; init; }

    /// <summary>The last log lines, oldest first.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    public string Title => Notification switch
    {
        { State: NotificationState.Running } => $"Job started: {Notification.File}",
        { State: NotificationState.Succeeded, FailuresBefore: > 0 and var failures } =>
            $"Job succeeded after {failures} failure{(failures == 1 ? "" : "s")}: {Notification.File}",
        { State: NotificationState.Succeeded } => $"Job succeeded: {Notification.File}",
        { State: NotificationState.Failed } => $"Job failed: {Notification.File}",
        _ => $"Job unknown: {Notification.File}",
    };

    public string Reason => NotificationText.OneLine(Notification.Reason, MaxReason);
}
