namespace Goji.Tool.Output;

/// <summary>One job of a <see cref="JobsDocument"/>.</summary>
internal sealed record JobMove(string File, JobState Before, JobState After);
