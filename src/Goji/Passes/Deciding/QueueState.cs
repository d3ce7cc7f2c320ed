using Goji.Ports;

namespace Goji.Passes.Deciding;

/// <summary>What queued files are decided about with.</summary>
/// <param name="Snapshot">The snapshot that the files are in.</param>
/// <param name="RepositoryId">The repository's id.</param>
/// <param name="Processing">The files that it has in processing.</param>
/// <param name="Away">The jobs with an open attempt whose file is not in processing.</param>
/// <param name="Facts">What the cluster answered about the files.</param>
internal sealed record QueueState(
    IRepositorySnapshot Snapshot, string RepositoryId, IReadOnlyList<ProcessingFile> Processing, IReadOnlyList<ProcessingFile> Away,
    ClusterFacts Facts);
