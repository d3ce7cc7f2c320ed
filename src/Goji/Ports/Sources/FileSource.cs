namespace Goji.Ports.Sources;

/// <summary>Where a queued or processing file comes from.</summary>
/// <param name="Commits">The commits that added it to the queue, or last changed it there: several where branches were merged.</param>
/// <param name="MissingAfter">The commit at which the clone's history ends before all of them are found; null where all are found.</param>
internal sealed record FileSource(IReadOnlyList<SourceCommit> Commits, string? MissingAfter);
