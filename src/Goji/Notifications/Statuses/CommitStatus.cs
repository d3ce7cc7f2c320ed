using Goji.Ports.Notifications;

namespace Goji.Notifications.Statuses;

/// <summary>A status of one commit, as Git hosts take it.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Context">The name of the status: <c>goji/migrate.yaml</c>.</param>
/// <param name="State">The state.</param>
/// <param name="Description">One sentence or less, at most <see cref="MaxDescription"/> characters.</param>
internal sealed record CommitStatus(string Commit, string Context, NotificationState State, string Description)
{
    /// <summary>GitHub's limit, the smallest of all hosts.</summary>
    public const int MaxDescription = 140;

    /// <summary>The smallest limit of the hosts that have names of their own.</summary>
    public const int MaxContext = 255;

    /// <summary>The address with more about it; null for none.</summary>
    public string? Link { get; init; }

    /// <summary>The notifications that the status reports.</summary>
    public IReadOnlyList<Notification> Covers { get; init; } = [];
}
