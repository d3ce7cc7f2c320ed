using Goji.Ports;

namespace Goji.Benchmarks.Simulation;

/// <summary>The remote that all runners and people share: a branch that moves by compare-and-swap.</summary>
internal sealed class SimulatedRemote(VirtualTime time, Latencies latencies)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> landed = [SimulatedSnapshot.Empty.Id];
    private int numbers;

    public SimulatedSnapshot Tip { get; private set; } = SimulatedSnapshot.Empty;

    public int Fetches { get; private set; }

    public int Pushes { get; private set; }

    public int Lost { get; private set; }

    public int NextNumber() => Interlocked.Increment(ref numbers);

    public bool Has(string id)
    {
        lock (gate)
        {
            return landed.Contains(id);
        }
    }

    public async Task<SimulatedSnapshot> FetchAsync(CancellationToken cancellationToken)
    {
        await time.DelayAsync(latencies.Fetch, cancellationToken);
        lock (gate)
        {
            Fetches++;
            return Tip;
        }
    }

    public async Task<bool> PushAsync(SimulatedSnapshot commit, CancellationToken cancellationToken)
    {
        await time.DelayAsync(latencies.Push, cancellationToken);
        lock (gate)
        {
            Pushes++;
            if (commit.Basis != Tip.Id)
            {
                Lost++;
                return false;
            }

            Tip = commit;
            landed.Add(commit.Id);
            return true;
        }
    }

    /// <summary>Somebody pushes changes, again and again until they land: as people and their CI do.</summary>
    public async Task PushChangesAsync(IReadOnlyList<TreeChange> changes, Random random)
    {
        for (var basis = await FetchAsync(default); !await PushAsync(basis.With(NextNumber(), changes), default); basis = await FetchAsync(default))
        {
            await time.DelayAsync(TimeSpan.FromSeconds(random.NextDouble()));
        }
    }
}
