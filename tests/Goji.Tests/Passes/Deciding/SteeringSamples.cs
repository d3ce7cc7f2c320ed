namespace Goji.Tests.Passes.Deciding;

/// <summary>The job files that docs/steering.md shows.</summary>
public sealed class SteeringSamples : PassTest
{
    private static readonly string Samples = Path.Combine(ProjectFolder.Path, "samples", "steering", "queued");

    [Fact]
    public async Task Samples_start_in_the_order_that_the_documentation_gives()
    {
        Queue([.. Directory.EnumerateFiles(Samples).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file)))]);

        for (var pass = 0; pass < 6; pass++)
        {
            await PassAfterAsync(2);
        }

        Assert.Equal("queued/rebuild-index.yaml", Assert.Single(Jobs(), file => !file.StartsWith("succeeded/", StringComparison.Ordinal)));
        var started = Created().ToList();
        Assert.Equal(["migrate", "seed", "test"], started.Where(name => name is "migrate" or "seed" or "test"));
        Assert.True(started.IndexOf("migrate-orders") < started.IndexOf("vacuum-orders"));

        await PassAfterAsync((int)(new DateTimeOffset(2026, 11, 28, 2, 0, 0, TimeSpan.FromHours(1)) - new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)).TotalSeconds);

        Assert.Equal("rebuild-index", Created()[^1]);
    }
}
