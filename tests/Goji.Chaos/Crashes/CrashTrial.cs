using System.Globalization;
using System.Text;

namespace Goji.Chaos.Crashes;

/// <summary>One world: its kills, its recovery, and its story if a promise was broken.</summary>
internal sealed class CrashTrial(WorldPlan plan, TimeSpan runnerLimit, int maxPasses)
{
    private readonly Random random = new(plan.Seed);
    private readonly StringBuilder story = new();

    public int Kills { get; private set; }

    public int Survivals { get; private set; }

    /// <returns>What happened and what was wrong with it; null where nothing was.</returns>
    public async Task<string?> RunAsync()
    {
        await using var world = await World.CreateAsync(JobSet.OneOfEachKind, plan.OverHttp);
        try
        {
            foreach (var moment in plan.Kills)
            {
                await KillAsync(world, moment);
            }

            await RecoverAsync(world);
            var broken = new WorldCheck(world).Broken();
            return broken.Count == 0 ? null : Describe(world, broken);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Describe(world, [failure.ToString()]);
        }
    }

    private async Task KillAsync(World world, Moment moment)
    {
        // The step may come in a later pass only: runners follow one another, in time, until one has been killed.
        for (var runner = 0; runner < (moment.Step is null ? 1 : 4); runner++)
        {
            using var process = RunnerProcess.Start(new(world.Clone, world.Kubeconfig) { Kill = moment });
            var outcome = await process.EndAsync(runnerLimit);
            Note($"A runner that was to be killed {moment} {(outcome is null ? "was" : $"ended: {outcome}")}.\n{process.Log}");
            if (outcome is null)
            {
                Kills++;
                await LetTimePassAsync(world);
                return;
            }

            world.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        Survivals++;
    }

    /// <summary>The next runner comes at once, within the life of the claim, or when all that was left behind is old.</summary>
    private async Task LetTimePassAsync(World world)
    {
        var time = random.Next(3);
        if (time == 1)
        {
            Note("Another runner comes at once.");
            await PassAsync(world);
            world.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 40)));
        }

        if (time > 0)
        {
            world.AgeLocks();
            world.Clock.Advance(World.AgesLater);
        }
    }

    private async Task RecoverAsync(World world)
    {
        var quiet = 0;
        for (var pass = 0; quiet < 2; pass++)
        {
            if (pass == maxPasses)
            {
                throw new TimeoutException($"After {maxPasses} passes there is still something to do.");
            }

            var before = world.Origin.Tip;
            await PassAsync(world);
            quiet = world.Origin.Tip == before ? quiet + 1 : 0;
            world.AgeLocks();
            world.Clock.Advance(World.AgesLater);
        }
    }

    private async Task PassAsync(World world)
    {
        var log = new NotedLog(Note);
        try
        {
            await world.PassAsync(log);
        }
        catch (GojiException failure)
        {
            // A pass may fail, for a lock that is too young to be removed; it must not fail for ever.
            Note($"The pass failed: {failure.Message}");
        }
    }

    private void Note(string line) => story.AppendLine(line.TrimEnd());

    private string Describe(World world, IReadOnlyList<string> broken) => string.Create(
        CultureInfo.InvariantCulture,
        $"=== {plan.Name}: {string.Join("; ", plan.Kills)}\n{string.Join('\n', broken)}\n--- What happened\n{story}--- The origin's log\n{world.Origin.Git("log", "--format=%h %s%n%b", world.Origin.Branch)}\n--- Jobs\n{string.Join('\n', world.Cluster.Audit.Jobs)}");
}
