namespace Goji.Notifications;

/// <summary>Something that was reported, or given up.</summary>
/// <param name="Channel">The channel: commit statuses, or the name of a target.</param>
/// <param name="File">The job's path.</param>
/// <param name="Run">The run id, or the commit of a file without one.</param>
/// <param name="Word">The state that was reported.</param>
/// <param name="Reason">The reason that was reported.</param>
/// <param name="At">When it was reported, by this machine's clock.</param>
internal sealed record SentNotification(string Channel, string File, string Run, string Word, string Reason, DateTimeOffset At);
