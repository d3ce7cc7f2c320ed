namespace Goji;

/// <summary>The form of the messages that a target takes.</summary>
public enum NotificationKind
{
    /// <summary>An incoming webhook of Slack: Block Kit.</summary>
    Slack,

    /// <summary>A webhook of Microsoft Teams: an Adaptive Card.</summary>
    Teams,

    /// <summary>Any HTTP endpoint: a CloudEvent in structured mode.</summary>
    CloudEvents,
}
