using System.Collections.Concurrent;
using Goji.Passes;

namespace Goji.Chaos.Crashes;

/// <summary>Sets up worlds, kills runners in them, lets healthy passes go on until nothing changes, and checks what has come of it.</summary>
internal sealed class CrashHarness(int seed, Action<string> report)
{
    private const int WorldsAtOnce = 2;
    private const int MaxPasses = 15;
    private static readonly TimeSpan RunnerLimit = TimeSpan.FromSeconds(60);

    /// <summary>Every beginning and end of a step of the protocol, once each; a pass over jobs that nobody cancels has none of a cancellation's.</summary>
    public static IReadOnlyList<Moment> NamedMoments { get; } =
    [
        .. Enum.GetValues<PassStep>().Where(step => step < PassStep.CancelCommit).SelectMany(step => (Moment[])[new() { Step = step }, new() { Step = step, IsAfter = true }]),
        new() { Step = PassStep.Create, Skip = 2 },
        new() { Step = PassStep.CreateResponse, Skip = 3 },
        new() { Step = PassStep.RecordCommit, Skip = 1 },
        new() { Step = PassStep.RecordPush, Skip = 1, IsAfter = true },
    ];

    /// <summary>Kills at each of some moments, in a world of its own.</summary>
    public Task<CrashFigures> KillAtAsync(IReadOnlyList<Moment> moments, bool overHttp = false) =>
        RunAsync([.. moments.Select((moment, i) => new WorldPlan($"{moment}{(overHttp ? " over http" : "")}", seed + i, overHttp, [moment]))], moments.Count);

    /// <summary>Kills at random moments, several times in a world, until so many have been killed.</summary>
    public Task<CrashFigures> KillAtRandomAsync(int kills)
    {
        var random = new Random(seed);
        var plans = new List<WorldPlan>();
        for (var planned = 0; planned < kills * 2;)
        {
            var moments = Enumerable.Range(0, random.Next(1, 5)).Select(_ => RandomMoment(random)).ToList();
            planned += moments.Count;
            plans.Add(new($"world {plans.Count} of seed {seed}", random.Next(), random.Next(5) == 0, moments));
        }

        return RunAsync(plans, kills);
    }

    // The files of the working copy are the one step that many small ones are made of.
    private static Moment RandomMoment(Random random) => random.Next(6) switch
    {
        0 => new() { Step = PassStep.WorkingCopy, Microseconds = random.Next(100_000) },
        1 or 2 => new() { Microseconds = random.Next(900_000) },
        _ => new() { Skip = random.Next(random.Next(2, 60)) },
    };

    private async Task<CrashFigures> RunAsync(IReadOnlyList<WorldPlan> plans, int enough)
    {
        var broken = new ConcurrentBag<string>();
        var (worlds, kills, survivals) = (0, 0, 0);
        await Parallel.ForEachAsync(plans, new ParallelOptions { MaxDegreeOfParallelism = WorldsAtOnce }, async (plan, _) =>
        {
            if (Volatile.Read(ref kills) >= enough)
            {
                return;
            }

            var trial = new CrashTrial(plan, RunnerLimit, MaxPasses);
            if (await trial.RunAsync() is { } story)
            {
                report(story);
                broken.Add(story);
            }

            Interlocked.Increment(ref worlds);
            Interlocked.Add(ref kills, trial.Kills);
            Interlocked.Add(ref survivals, trial.Survivals);
        });
        return new(worlds, kills, survivals, [.. broken]);
    }
}
