namespace Goji;

/// <summary>Whether the commits that queued job files get statuses on their Git host.</summary>
public enum CommitStatusMode
{
    /// <summary>No statuses.</summary>
    Off,

    /// <summary>Statuses, where the Git host is known and there is a token for its API.</summary>
    Auto,
}
