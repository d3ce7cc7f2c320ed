using Goji.Passes.Deciding;

namespace Goji.Passes.Ledger;

/// <summary>The order in which the files that wait start, as the newest decisions have it.</summary>
internal sealed class StartingOrder
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <param name="waiting">The decisions about files that wait, in their order.</param>
    /// <param name="all">All decisions of the same moment.</param>
    public void Decided(IEnumerable<Decision> waiting, IReadOnlyList<Decision> all)
    {
        foreach (var decision in all)
        {
            places.Remove(decision.File.Path);
        }

        var place = 0;
        foreach (var decision in waiting)
        {
            places[decision.File.Path] = place++;
        }
    }

    /// <summary>A file that returns to the queue. The next pass puts it in order.</summary>
    public void AddLast(string path) => places[path] = int.MaxValue;

    /// <summary>The place of each file that waits, from 1.</summary>
    public IReadOnlyDictionary<string, int> Positions() => places
        .OrderBy(item => item.Value).ThenBy(item => item.Key, StringComparer.Ordinal)
        .Select((item, index) => (item.Key, Position: index + 1))
        .ToDictionary(item => item.Key, item => item.Position, StringComparer.Ordinal);
}
