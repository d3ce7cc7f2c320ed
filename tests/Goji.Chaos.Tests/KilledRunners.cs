using Goji.Chaos.Crashes;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>Runners in processes of their own, killed with SIGKILL.</summary>
public sealed class KilledRunners(ITestOutputHelper output)
{
    [Fact]
    public async Task A_kill_at_any_step_of_the_protocol_violates_no_guarantee()
    {
        var moments = CrashHarness.NamedMoments;

        var figures = await new CrashHarness(ChaosSettings.DefaultSeed, output.WriteLine).KillAtAsync(moments);

        output.WriteLine(figures.ToString());
        Assert.Empty(figures.Broken);
        Assert.Equal(moments.Count, figures.Kills);
    }

    [Fact]
    public async Task A_kill_at_a_random_moment_violates_no_guarantee()
    {
        var (kills, seed) = (ChaosSettings.Kills, ChaosSettings.Seed);
        output.WriteLine($"Seed {seed}.");

        var figures = await new CrashHarness(seed, output.WriteLine).KillAtRandomAsync(kills);

        output.WriteLine(figures.ToString());
        Assert.Empty(figures.Broken);
        Assert.True(figures.Kills >= kills, $"Only {figures.Kills} runners were killed.");
    }
}
