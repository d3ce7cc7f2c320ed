namespace Goji.Chaos.Crashes;

/// <summary>What a series of kills came to.</summary>
/// <param name="Worlds">The worlds that were set up, killed in and checked.</param>
/// <param name="Kills">The processes that were killed.</param>
/// <param name="Survivals">The processes that were done before they could be killed.</param>
/// <param name="Broken">The promises that were not kept, with the story of each.</param>
internal sealed record CrashFigures(int Worlds, int Kills, int Survivals, IReadOnlyList<string> Broken)
{
    public override string ToString() =>
        $"{Kills} kills in {Worlds} worlds ({Survivals} runners were done before), {Broken.Count} worlds with a broken promise"
        + string.Concat(Broken.Select(story => "\n\n" + story));
}
