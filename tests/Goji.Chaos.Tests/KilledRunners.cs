using System.Globalization;
using Goji.Chaos;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>Runners in processes of their own, killed with SIGKILL. A longer run: GOJI_CHAOS_KILLS=500 GOJI_CHAOS_SEED=7.</summary>
public sealed class KilledRunners(ITestOutputHelper output)
{
    private const int Kills = 50;
    private const int Seed = 20261122;

    [Fact]
    public async Task A_kill_at_any_step_of_the_protocol_breaks_no_promise()
    {
        var moments = CrashHarness.NamedMoments;

        var figures = await new CrashHarness(Seed, output.WriteLine).KillAtAsync(moments);

        output.WriteLine(figures.ToString());
        Assert.Empty(figures.Broken);
        Assert.Equal(moments.Count, figures.Kills);
    }

    [Fact]
    public async Task A_kill_at_a_random_moment_breaks_no_promise()
    {
        var kills = Setting("GOJI_CHAOS_KILLS", Kills);
        var seed = Setting("GOJI_CHAOS_SEED", Seed);
        output.WriteLine($"Seed {seed}.");

        var figures = await new CrashHarness(seed, output.WriteLine).KillAtRandomAsync(kills);

        output.WriteLine(figures.ToString());
        Assert.Empty(figures.Broken);
        Assert.True(figures.Kills >= kills, $"Only {figures.Kills} runners were killed.");
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
