namespace Goji.Benchmarks.Work;

/// <summary>A first clone by Goji, as a build script makes it.</summary>
internal static class GojiClone
{
    public static async Task<string> RunAsync(Arguments arguments)
    {
        var options = new GojiOptions
        {
            Directory = arguments["clone"],
            Repository = arguments["url"],
            Sparse = arguments.Find("sparse") is not null,
        };
        return $"{(await new GojiRunner(options, new SilentLog()).InitAsync(CancellationToken.None)).Result}";
    }
}
