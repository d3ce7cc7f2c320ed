namespace Goji.Cake;

public sealed partial class GojiSettings
{
    /// <summary>
    /// Gets or sets whether the commits that queued job files get statuses on their Git host: pending, success, failure, error.
    /// </summary>
    /// <value>Default: <see cref="CommitStatusMode.Off"/>.</value>
    public CommitStatusMode? CommitStatus { get; set; }

    /// <summary>Gets or sets the kind of the Git host that takes the statuses.</summary>
    /// <value>Default: derived from the remote's address.</value>
    public GitHostKind? StatusHost { get; set; }

    /// <summary>Gets or sets the address of the Git host's API, such as <c>https://github.example.com/api/v3</c>.</summary>
    /// <value>Default: derived from the remote's address.</value>
    public string? StatusApi { get; set; }

    /// <summary>Gets or sets the token for the Git host's API. It is never written to a log, a message or a file.</summary>
    /// <value>
    /// Default: the environment variable <c>GOJI_STATUS_TOKEN</c>, else <see cref="Password"/>, if the API belongs to the remote's host.
    /// </value>
    public string? StatusToken { get; set; }

    /// <summary>Gets or sets the receivers of messages about jobs: Slack, Microsoft Teams or any HTTP endpoint.</summary>
    /// <value>Default: none.</value>
    public IEnumerable<NotificationTarget>? Notifications { get; set; }

    /// <summary>Gets or sets the public address of the server's page, which statuses and messages link to.</summary>
    /// <value>Default: none; they link to the build.</value>
    public string? PageUrl { get; set; }
}
