namespace Goji.Tool.Output;

/// <summary>The JSON of <c>goji queue</c> and <c>goji requeue</c>.</summary>
internal sealed record JobsDocument(int Version, IEnumerable<JobMove> Jobs);
