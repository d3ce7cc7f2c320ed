using Goji.Records;

namespace Goji.Ports.Notifications;

/// <summary>What is to be reported about one job file now.</summary>
/// <param name="File">The job's path.</param>
/// <param name="RunId">The run id of the attempt; empty for a file without one.</param>
/// <param name="Commit">The commit that queued the file.</param>
/// <param name="State">The state.</param>
internal sealed record Notification(string File, string RunId, string Commit, NotificationState State)
{
    /// <summary>Why the file is held or did not succeed, or how long it ran; empty for nothing.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When the file came to the state, as far as it is known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether this pass has brought the file to the state. What others brought is reported by them first.</summary>
    public bool IsOwn { get; init; }

    /// <summary>How many attempts in a row failed before this one.</summary>
    public int FailuresBefore { get; init; }

    /// <summary>The last log lines of a failed container, oldest first; empty where this pass has not read them.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>
    /// The states that were last reported as far as the repository shows it, by channel:
    /// <see cref="PendingNotification.StatusChannel"/>, or the name of a target.
    /// </summary>
    public IReadOnlyDictionary<string, string> Recorded { get; init; } = PendingNotification.NothingReported;

    public bool Equals(Notification? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => HashCode.Combine(File, RunId, State);

    /// <summary>The state in the words of commit statuses.</summary>
    public string Word => State switch
    {
        NotificationState.Held => "held",
        NotificationState.Running => "running",
        NotificationState.Succeeded => "success",
        NotificationState.Failed => "failure",
        _ => "error",
    };

    public bool IsFinal => State is NotificationState.Succeeded or NotificationState.Failed or NotificationState.Unknown;
}
