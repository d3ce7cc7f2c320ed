namespace Goji.Passes.Deciding;

/// <summary>Why the source of a file prevents its start.</summary>
/// <param name="Reason">The reason, as sentences.</param>
/// <param name="IsFinal">Whether it is known for certain. Otherwise the history could not be read, and nothing is known.</param>
internal sealed record SourceObstacle(string Reason, bool IsFinal);
