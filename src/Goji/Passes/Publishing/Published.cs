using Goji.Ports;

namespace Goji.Passes.Publishing;

/// <summary>A plan that has landed at the remote, or that needed no commit.</summary>
/// <param name="Snapshot">The newest snapshot: the commit that was made, or the one that needed none.</param>
/// <param name="Plan">The plan as it was composed for that snapshot.</param>
internal sealed record Published<TPlan>(IRepositorySnapshot Snapshot, TPlan Plan);
