namespace Goji.Ports.Notifications;

/// <summary>The state of a job as it is reported outside of the repository.</summary>
internal enum NotificationState
{
    /// <summary>The file is queued and not claimed, with a reason.</summary>
    Held,

    /// <summary>The file is claimed; its Jobs run or are about to start.</summary>
    Running,

    Succeeded,

    Failed,

    Unknown,
}
