namespace Goji.Chaos.Races;

/// <summary>What a race of runners came to.</summary>
/// <param name="Runners">The runners, each in a process and a clone of its own.</param>
/// <param name="Jobs">The jobs that were queued while they ran.</param>
/// <param name="Passes">The passes of all runners.</param>
/// <param name="Pushes">The pushes that they tried.</param>
/// <param name="Landed">The pushes that landed.</param>
/// <param name="PeoplesCommits">The commits that people pushed meanwhile.</param>
/// <param name="Kills">The runners that were killed.</param>
/// <param name="Broken">The promises that were not kept.</param>
internal sealed record RaceFigures(int Runners, int Jobs, int Passes, int Pushes, int Landed, int PeoplesCommits, int Kills, IReadOnlyList<string> Broken)
{
    public override string ToString() =>
        $"{Runners} runners, {Jobs} jobs, {Passes} passes, {Pushes} pushes tried, {Landed} landed, {PeoplesCommits} commits of people meanwhile, {Kills} kills, {Broken.Count} broken promises"
        + string.Concat(Broken.Select(story => "\n" + story));
}
