using System.Globalization;
using Goji.Benchmarks.Fixtures;
using Goji.Benchmarks.Measuring;
using Goji.Benchmarks.Work;

namespace Goji.Benchmarks.Cases;

/// <summary>A pass that starts N queued jobs.</summary>
internal static class StartCase
{
    private const int LargestForMemory = 5000;

    public static async IAsyncEnumerable<Row> RunAsync(Arguments arguments)
    {
        var empty = await MeasuredProcess.RunAsync("nothing");
        foreach (var count in arguments.Sizes(100, 1000, 5000))
        {
            await using var cluster = await ClusterProcess.StartAsync();
            Task<Measured> FloorAsync() => RoundAsync(cluster, count, (repository, space) => MeasuredProcess.RunAsync(
                "start-floor", $"--clone={repository.Clone}", $"--address={cluster.Address}", $"--namespace={space}", $"--count={count}"));
            if (NativeCommand.In(arguments) is { } native)
            {
                var natively = await Comparison.RunAsync(arguments.Number("rounds", 5), () => RoundAsync(cluster, count, (repository, _) => native.PassAsync(repository)), FloorAsync);
                yield return Row.OfTimes(string.Create(CultureInfo.InvariantCulture, $"start {count:N0} jobs, native"), "the creates and two pushes", natively, "≤ 1.15") with { CpuRatio = "" };
            }

            var comparison = await Comparison.RunAsync(
                arguments.Number("rounds", 5),
                () => RoundAsync(cluster, count, (repository, _) => MeasuredProcess.RunAsync("pass", $"--clone={repository.Clone}", $"--kubeconfig={repository.Kubeconfig}")),
                FloorAsync);
            yield return Row.OfTimes(string.Create(CultureInfo.InvariantCulture, $"start {count:N0} jobs"), "the creates and two pushes", comparison, "≤ 1.25");
            if (count == LargestForMemory)
            {
                yield return Row.OfPeaks(string.Create(CultureInfo.InvariantCulture, $"memory, start {count:N0} jobs"), "an empty process", comparison.Subject, empty, "≤ 250 MB");
            }
        }
    }

    private static async Task<Measured> RoundAsync(ClusterProcess cluster, int count, Func<JobsRepository, string, Task<Measured>> work)
    {
        using var repository = await JobsRepository.CreateAsync(count);
        var space = await cluster.NewNamespaceAsync();
        cluster.WriteKubeconfig(repository.Kubeconfig, space);
        var measured = await work(repository, space);
        Expect.Equal(count, await cluster.CountJobsAsync(space), "jobs in the cluster");
        await cluster.DeleteNamespaceAsync(space);
        return measured;
    }
}
