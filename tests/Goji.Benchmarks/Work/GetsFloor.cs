using Goji.Benchmarks.Fixtures;

namespace Goji.Benchmarks.Work;

/// <summary>N jobs read one by one, sixteen at a time: what observing them without lists would cost.</summary>
internal static class GetsFloor
{
    public static async Task<string> RunAsync(Arguments arguments)
    {
        using var cluster = new BareCluster(arguments);
        var count = arguments.Number("count", 0);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (number, token) => await cluster.GetAsync(JobsRepository.JobName(number), token));
        return $"{count} gets";
    }
}
