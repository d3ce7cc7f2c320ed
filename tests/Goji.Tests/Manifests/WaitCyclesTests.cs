using Goji.Manifests;

namespace Goji.Tests.Manifests;

public sealed class WaitCyclesTests
{
    [Theory]
    [InlineData("a:b b:", "a", null, null)]
    [InlineData("a:b b:a", "a", "a b a", "a b a")]
    [InlineData("a:b b:a", "b", "b a b", "b a b")]
    [InlineData("a:a", "a", "a a", "a a")]
    [InlineData("a:x,b b:y,a", "a", "a b a", "a b a")]
    [InlineData("a:x,b b:c c:b", "a", null, "b c b")]
    [InlineData("a:b,c b:d c:d d:", "a", null, null)]
    [InlineData("a:b b:c c:d d:b,a", "c", "c d b c", "c d b c")]
    [InlineData("a:b b:c,d c:b d:a", "a", "a b d a", "a b d a")]
    [InlineData("a:b,c b:b c:c", "a", null, "b b")]
    public void Cycle_is_found_through_every_name(string graph, string file, string? through, string? ahead)
    {
        var after = graph.Split(' ').Select(node => node.Split(':')).ToDictionary(node => node[0], node => node[1].Split(',', StringSplitOptions.RemoveEmptyEntries));
        var cycles = new WaitCycles(path => after.GetValueOrDefault(path) ?? []);

        // Whoever was asked about before changes nothing.
        foreach (var other in after.Keys.Append(file))
        {
            cycles.Ahead(other);
        }

        Assert.Equal((through, ahead), (Text(cycles.Through(file)), Text(cycles.Ahead(file))));
        Assert.Equal((through, ahead), (Text(new WaitCycles(path => after.GetValueOrDefault(path) ?? []).Through(file)), Text(new WaitCycles(path => after.GetValueOrDefault(path) ?? []).Ahead(file))));

        static string? Text(IReadOnlyList<string>? cycle) => cycle is null ? null : string.Join(' ', cycle);
    }

    [Fact]
    public void Long_chain_is_visited_once()
    {
        var reads = 0;
        IReadOnlyList<string> After(string path)
        {
            reads++;
            return int.Parse(path, System.Globalization.CultureInfo.InvariantCulture) is < 99_999 and var number ? [$"{number + 1}"] : [];
        }

        var cycles = new WaitCycles(After);

        Assert.All(Enumerable.Range(0, 100_000), number => Assert.Null(cycles.Ahead($"{number}")));
        Assert.Equal(100_000, reads);
    }
}
