using System.Globalization;

namespace Goji.Chaos.Tests;

/// <summary>The length and the seed of the random tests. A longer run: GOJI_CHAOS_KILLS=500 GOJI_CHAOS_SEED=7.</summary>
internal static class ChaosSettings
{
    public const int DefaultSeed = 20261122;

    private const int DefaultKills = 50;

    public static int Kills => Read("GOJI_CHAOS_KILLS", DefaultKills);

    public static int Seed => Read("GOJI_CHAOS_SEED", DefaultSeed);

    /// <summary>Returns a number of rounds that grows with <see cref="Kills"/>.</summary>
    /// <param name="byDefault">The number of rounds for the default number of kills; at least one is returned.</param>
    public static int Rounds(int byDefault) => Math.Max(1, Kills * byDefault / DefaultKills);

    private static int Read(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
