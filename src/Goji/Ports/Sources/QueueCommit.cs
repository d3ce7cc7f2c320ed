namespace Goji.Ports.Sources;

/// <summary>The commit that brought a job file into <c>queued/</c>.</summary>
/// <param name="Id">The commit's id.</param>
/// <param name="At">When it was made, by the clock of whoever made it.</param>
internal sealed record QueueCommit(string Id, DateTimeOffset At);
