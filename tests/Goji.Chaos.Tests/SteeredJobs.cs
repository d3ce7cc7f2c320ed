using Goji.Chaos.Steering;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>Groups, chains, priorities, cancels and requeues under runners that race and are killed; counted by the cluster's own watches.</summary>
public sealed class SteeredJobs(ITestOutputHelper output)
{
    [Fact]
    public async Task No_order_and_no_cancel_is_broken_although_runners_race_and_are_killed()
    {
        const int Runners = 6;
        output.WriteLine($"Seed {ChaosSettings.Seed}.");

        var figures = await new SteeringRace(Runners, groups: ChaosSettings.Rounds(2), chains: ChaosSettings.Rounds(2), links: 3)
            .RunAsync(actions: ChaosSettings.Rounds(10), kills: 1, ChaosSettings.Seed);

        output.WriteLine(figures.ToString());
        Assert.Empty(figures.Broken);
        Assert.True(figures is { Cancelled: > 0, Kills: > 0 });
    }
}
