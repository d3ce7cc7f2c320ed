using Goji.Chaos;
using Goji.Chaos.Crashes;
using Goji.Chaos.Races;
using Goji.Chaos.Steering;

switch (args)
{
    case ["run", var order]:
        Console.WriteLine(await Runner.RunAsync(RunnerOrder.Parse(order)));
        return 0;

    case ["kill", var kills, var seed]:
        var figures = await new CrashHarness(int.Parse(seed), Console.Error.WriteLine).KillAtRandomAsync(int.Parse(kills));
        Console.WriteLine(figures);
        return figures.Broken.Count == 0 ? 0 : 1;

    case ["companions", var kills, var seed]:
        var companions = await new CompanionRace(runners: 6, int.Parse(kills), int.Parse(seed)).RunAsync();
        Console.WriteLine(companions);
        return companions.Broken.Count == 0 ? 0 : 1;

    case ["race", var runners, var jobs]:
        var race = await new RaceHarness(int.Parse(runners), int.Parse(jobs)).RunAsync();
        Console.WriteLine(race);
        return race.Broken.Count == 0 ? 0 : 1;

    case ["race", var runners, var jobs, "ssh", var kills, var seed]:
        var overSsh = await new RaceHarness(int.Parse(runners), int.Parse(jobs)).RunAsync(RaceRemote.Ssh, int.Parse(kills), int.Parse(seed));
        Console.WriteLine(overSsh);
        return overSsh.Broken.Count == 0 ? 0 : 1;

    case ["steer", var runners, var groups, var chains, var actions, var kills, var seed]:
        var steered = await new SteeringRace(int.Parse(runners), int.Parse(groups), int.Parse(chains), links: 5).RunAsync(int.Parse(actions), int.Parse(kills), int.Parse(seed));
        Console.WriteLine(steered);
        return steered.Broken.Count == 0 ? 0 : 1;

    default:
        Console.Error.WriteLine("Goji.Chaos run <order as JSON> | Goji.Chaos kill <kills> <seed> | Goji.Chaos race <runners> <jobs> [ssh <kills> <seed>] | Goji.Chaos companions <kills> <seed> | "
            + "Goji.Chaos steer <runners> <groups> <chains> <actions> <kills> <seed>");
        return 2;
}
