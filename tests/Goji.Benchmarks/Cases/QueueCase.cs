using System.Globalization;
using Goji.Benchmarks.Fixtures;
using Goji.Benchmarks.Measuring;

namespace Goji.Benchmarks.Cases;

/// <summary>A pass over N queued files, all of which are held: each is read for the annotations that steer it.</summary>
internal static class QueueCase
{
    private const int Few = 10;

    public static async IAsyncEnumerable<Row> RunAsync(Arguments arguments)
    {
        await using var cluster = await ClusterProcess.StartAsync();
        using var small = await OpenAsync(cluster, Few);
        foreach (var count in arguments.Sizes(1000, 10_000))
        {
            using var large = await OpenAsync(cluster, count);
            var held = await Comparison.RunAsync(arguments.Number("rounds", 5), () => HoldAsync(large), () => HoldAsync(small));
            var name = string.Create(CultureInfo.InvariantCulture, $"hold {count:N0} files");
            yield return Row.OfTimes(name, $"the same, {Few} files", held, "");
            yield return Row.OfPeaks($"memory, {name}", $"the same, {Few} files", held.Subject, held.Floor, "≤ 100 MB");
        }
    }

    private static async Task<JobsRepository> OpenAsync(ClusterProcess cluster, int queued)
    {
        var repository = await JobsRepository.CreateAsync(queued);
        cluster.WriteKubeconfig(repository.Kubeconfig, await cluster.NewNamespaceAsync());
        return repository;
    }

    private static async Task<Measured> HoldAsync(JobsRepository repository)
    {
        var measured = await MeasuredProcess.RunAsync("pass", $"--clone={repository.Clone}", $"--kubeconfig={repository.Kubeconfig}", "--max-processing=0");
        Expect.Contains("0 moved, 0 processing, 0 commits", measured.Note);
        return measured;
    }
}
