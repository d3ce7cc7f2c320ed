namespace Goji.Tool.Output;

/// <summary>The JSON of <c>goji prune</c>.</summary>
internal sealed record PruneDocument(int Version, bool DryRun, IReadOnlyList<PrunedJob> Pruned, int Kept, string Commit);
