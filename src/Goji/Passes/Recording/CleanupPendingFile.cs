namespace Goji.Passes.Recording;

/// <summary>A file with a verdict that stays in processing, because the cluster has not done what the verdict asks of it.</summary>
/// <param name="Path">The job's path.</param>
/// <param name="Reason">Why it stays.</param>
/// <param name="IsAnswered">Whether the cluster answered that it failed over this one, and not that it is away.</param>
internal sealed record CleanupPendingFile(string Path, string Reason, bool IsAnswered);
