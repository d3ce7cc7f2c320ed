using System.Collections.Concurrent;
using Goji.Passes.Deciding.Companions;
using Goji.Ports;

namespace Goji.Passes.Starting;

/// <summary>
/// Lets the files of a pass that name the same companion apply it one after the other: each finds the result of the one before.
/// </summary>
internal sealed class CompanionLocks
{
    private readonly ConcurrentDictionary<ResourceName, SemaphoreSlim> turns = [];

    /// <summary>Waits for the turn on every companion.</summary>
    /// <returns>Ends the turn when it is disposed.</returns>
    public async Task<IDisposable> TakeAsync(IReadOnlyList<PreparedCompanion> companions, CancellationToken cancellationToken)
    {
        var turn = new Turn();
        try
        {
            // In one order for all files, so that no two wait for each other.
            foreach (var name in companions.Select(companion => companion.Name).Distinct()
                .OrderBy(name => name.ToString(), StringComparer.Ordinal))
            {
                var semaphore = turns.GetOrAdd(name, _ => new(1));
                await semaphore.WaitAsync(cancellationToken);
                turn.Add(semaphore);
            }

            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private sealed class Turn : IDisposable
    {
        private readonly List<SemaphoreSlim> taken = [];

        public void Add(SemaphoreSlim semaphore) => taken.Add(semaphore);

        public void Dispose() => taken.ForEach(semaphore => semaphore.Release());
    }
}
