using System.Globalization;
using System.Text.RegularExpressions;
using Goji.Benchmarks.Fixtures;
using Goji.Benchmarks.Measuring;
using Goji.Benchmarks.Work;

namespace Goji.Benchmarks.Cases;

/// <summary>A pass that looks at N running jobs, none of which has finished.</summary>
internal static partial class ObserveCase
{
    private const int LargestForMemory = 10_000;

    public static async IAsyncEnumerable<Row> RunAsync(Arguments arguments)
    {
        var empty = await MeasuredProcess.RunAsync("nothing");
        foreach (var count in arguments.Sizes(1000, 10_000))
        {
            await using var cluster = await ClusterProcess.StartAsync();
            using var repository = await JobsRepository.CreateAsync(count);
            var space = await cluster.NewNamespaceAsync();
            cluster.WriteKubeconfig(repository.Kubeconfig, space);
            await PassAsync(repository);
            var id = RepositoryId().Match(await File.ReadAllTextAsync(Path.Combine(repository.Clone, ".goji", "repository.yaml"))).Value;
            string[] target = [$"--address={cluster.Address}", $"--namespace={space}"];

            Task<Measured> FloorAsync() => MeasuredProcess.RunAsync("list", [.. target, $"--selector=goji.run/repository={id}"]);
            if (NativeCommand.In(arguments) is { } native)
            {
                var natively = await Comparison.RunAsync(arguments.Number("rounds", 5), () => ObserveNativelyAsync(native, repository, count), FloorAsync);
                yield return Row.OfTimes(string.Create(CultureInfo.InvariantCulture, $"observe {count:N0} jobs, native"), "the bare paged list", natively, "≤ 1.5") with { CpuRatio = "" };
            }

            var lists = await Comparison.RunAsync(
                arguments.Number("rounds", 5),
                () => ObserveAsync(repository, count),
                FloorAsync);
            var size = string.Create(CultureInfo.InvariantCulture, $"observe {count:N0} jobs");
            yield return Row.OfTimes(size, "the bare paged list", lists, "≤ 1.2");
            var gets = await Comparison.RunAsync(
                Math.Min(3, arguments.Number("rounds", 3)),
                () => ObserveAsync(repository, count),
                () => MeasuredProcess.RunAsync("gets", [.. target, $"--count={count}"]));
            yield return Row.OfTimes(size, "as many single gets", gets, "");
            if (count == LargestForMemory)
            {
                yield return Row.OfPeaks($"memory, {size}", "an empty process", lists.Subject, empty, "≤ 250 MB");
            }
        }
    }

    private static async Task<Measured> ObserveAsync(JobsRepository repository, int count)
    {
        var measured = await PassAsync(repository);
        Expect.Contains($"0 moved, {count} processing, 0 commits", measured.Note);
        return measured;
    }

    private static async Task<Measured> ObserveNativelyAsync(NativeCommand native, JobsRepository repository, int count)
    {
        var measured = await native.PassAsync(repository);
        Expect.Contains(string.Create(CultureInfo.InvariantCulture, $"\"processing\": {count},"), measured.Note);
        return measured;
    }

    private static Task<Measured> PassAsync(JobsRepository repository) =>
        MeasuredProcess.RunAsync("pass", $"--clone={repository.Clone}", $"--kubeconfig={repository.Kubeconfig}");

    [GeneratedRegex("[0-9a-f-]{36}")]
    private static partial Regex RepositoryId();
}
