namespace Goji.Ports.Sources;

/// <summary>The commit that added a job file to <c>queued/</c>.</summary>
/// <param name="Id">The commit's id.</param>
/// <param name="At">When it was made, by the clock of the committer.</param>
internal sealed record QueueCommit(string Id, DateTimeOffset At);
