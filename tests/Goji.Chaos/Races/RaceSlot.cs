namespace Goji.Chaos.Races;

/// <summary>One place in a race: a runner, and the runners with new clones that follow it each time it is killed.</summary>
/// <param name="clone">Makes the clone of the first, second, ... runner.</param>
/// <param name="order">What each of them does.</param>
/// <param name="kills">The number of runners that are killed.</param>
/// <param name="moment">Decides when the next one is killed.</param>
internal sealed class RaceSlot(Func<int, string> clone, RunnerOrder order, int kills, Func<Moment> moment)
{
    // Fewer than the beginnings and ends of the steps that start two batches of jobs.
    private const int MaxSkip = 24;

    /// <summary>Any step of a pass.</summary>
    public static Func<Moment> AtAnyStep(int seed)
    {
        var random = new Random(seed);
        return () => new() { Skip = random.Next(MaxSkip) };
    }

    /// <summary>The runners that were killed.</summary>
    public int Kills { get; private set; }

    /// <returns>What the last runner, which was not killed, reports.</returns>
    public async Task<RunnerOutcome> RunAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var kill = Kills < kills ? moment() : null;
            using var process = RunnerProcess.Start(order with { Directory = clone(Kills), Kill = kill });
            await using var stop = cancellationToken.Register(process.Dispose);
            if (await process.EndAsync(limit) is { } outcome)
            {
                return outcome;
            }

            Kills++;
        }
    }
}
