namespace Goji.Chaos;

/// <summary>What is to befall one world.</summary>
/// <param name="Name">What the world is called in a story.</param>
/// <param name="Seed">Decides what the moments leave open.</param>
/// <param name="OverHttp">Whether the origin is reached over smart HTTP; else it is a folder.</param>
/// <param name="Kills">When runners are killed, one after another.</param>
internal sealed record WorldPlan(string Name, int Seed, bool OverHttp, IReadOnlyList<Moment> Kills);
