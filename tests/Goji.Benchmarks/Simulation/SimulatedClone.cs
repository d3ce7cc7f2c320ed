using Goji.Ports;
using Goji.Ports.Sources;

namespace Goji.Benchmarks.Simulation;

/// <summary>One runner's clone of a <see cref="SimulatedRemote"/>.</summary>
internal sealed class SimulatedClone(SimulatedRemote remote) : IJobRepository
{
    private SimulatedSnapshot known = SimulatedSnapshot.Empty;

    public string Address => "https://git.example.com/jobs.git";

    public string Branch => "main";

    public bool ExpectsWork => known.HasWork;

    public IFileSources Sources { get; } = new SimulatedSources();

    public async Task<IRepositorySnapshot> SyncAsync(CancellationToken cancellationToken) => known = await remote.FetchAsync(cancellationToken);

    public IRepositorySnapshot Commit(IRepositorySnapshot basis, CommitDraft draft) => ((SimulatedSnapshot)basis).With(remote.NextNumber(), draft.Changes);

    public async Task<PushOutcome> PushAsync(IRepositorySnapshot commit, CancellationToken cancellationToken)
    {
        if (!await remote.PushAsync((SimulatedSnapshot)commit, cancellationToken))
        {
            return PushOutcome.Lost;
        }

        known = (SimulatedSnapshot)commit;
        return PushOutcome.Accepted;
    }

    public bool Contains(IRepositorySnapshot snapshot, string commitId) => remote.Has(commitId);

    public void UpdateWorkingCopy(IRepositorySnapshot snapshot)
    {
    }

    public void Dispose()
    {
    }
}
