namespace Goji;

/// <summary>A receiver of messages about jobs.</summary>
public sealed record NotificationTarget
{
    /// <summary>Gets the name of the target, which run records and logs name it by: letters, digits, '-', '_' and '.'.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the form of the messages.</summary>
    public required NotificationKind Kind { get; init; }

    /// <summary>
    /// Gets the address that messages are posted to. The address of a Slack or Teams webhook is a secret: see <see cref="AddressFrom"/>.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>
    /// Gets the name of the environment variable that holds the address. A file may take its place, as for every secret:
    /// <c>NAME_FILE</c>, <c>GOJI_SECRET_FOLDER</c>.
    /// </summary>
    public string? AddressFrom { get; init; }

    /// <summary>Gets the name of the environment variable that holds the key which CloudEvents are signed with.</summary>
    /// <value>Default: none: they are not signed.</value>
    public string? SecretFrom { get; init; }

    /// <summary>
    /// Gets the states that are reported: processing, succeeded, failed, unknown. A success after failures is reported to targets with
    /// failures.
    /// </summary>
    /// <value>Default: failed and unknown.</value>
    public IReadOnlyList<JobState> States { get; init; } = [JobState.Failed, JobState.Unknown];

    /// <summary>Gets patterns of the paths of the jobs that are reported, such as <c>team-a/**</c>.</summary>
    /// <value>Default: empty, which reports all jobs.</value>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Gets how many of the last log lines of a failed container are in a message. Logs may hold secrets.</summary>
    /// <value>Default: 0.</value>
    public int LogLines { get; init; }
}
