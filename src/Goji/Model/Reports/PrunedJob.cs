namespace Goji;

/// <summary>A job that was pruned.</summary>
/// <param name="File">Its path below the state folder.</param>
/// <param name="State">The state that it was in.</param>
/// <param name="FinishedAt">When it finished, or where that is not recorded, when its last attempt was claimed; null where it has no run
/// record.</param>
public sealed record PrunedJob(string File, JobState State, DateTimeOffset? FinishedAt);
