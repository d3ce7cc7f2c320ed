using Goji.Runs;

namespace Goji.Reconciling;

/// <summary>What a pass has learnt about a file in processing and wants to write down.</summary>
/// <param name="Path">The job's path.</param>
/// <param name="Attempt">The attempt as it is to be recorded.</param>
/// <param name="To">The state to move the file to; processing where it stays.</param>
internal sealed record JobUpdate(string Path, Attempt Attempt, JobState To);
