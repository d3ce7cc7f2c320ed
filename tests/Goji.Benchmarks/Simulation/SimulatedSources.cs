using Goji.Model;
using Goji.Ports;
using Goji.Ports.Sources;

namespace Goji.Benchmarks.Simulation;

/// <summary>A history that names nobody.</summary>
internal sealed class SimulatedSources : IFileSources
{
    public FileSource Of(IRepositorySnapshot snapshot, JobFile file) => new([], MissingAfter: null);

    public SignatureReport Check(SourceCommit commit, TrustedSigners trusted) => throw new NotSupportedException();

    public Task<bool> DeepenAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    public IReadOnlyDictionary<string, QueueCommit> FindQueueCommits(IRepositorySnapshot snapshot, IReadOnlyCollection<JobFile> files) =>
        new Dictionary<string, QueueCommit>();
}
