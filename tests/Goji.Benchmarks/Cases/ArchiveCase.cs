using System.Globalization;
using Goji.Benchmarks.Fixtures;
using Goji.Benchmarks.Measuring;
using Goji.Benchmarks.Work;

namespace Goji.Benchmarks.Cases;

/// <summary>Passes over repositories that hold few and many finished jobs: with nothing to do, and with one job to move.</summary>
internal static class ArchiveCase
{
    private const int Few = 1000;

    public static async IAsyncEnumerable<Row> RunAsync(Arguments arguments)
    {
        var rounds = arguments.Number("rounds", 5);
        await using var cluster = await ClusterProcess.StartAsync();
        using var small = await OpenAsync(cluster, Few);
        if (NativeCommand.In(arguments) is { } native)
        {
            await foreach (var row in RunNativeAsync(arguments, cluster, native, small))
            {
                yield return row;
            }

            yield break;
        }

        yield return Row.OfTimes(
            string.Create(CultureInfo.InvariantCulture, $"idle, {Few:N0} archived"),
            "a fetch that finds nothing",
            await Comparison.RunAsync(rounds, () => IdleAsync(small), () => FetchAsync(small)),
            "");
        foreach (var archived in arguments.Sizes(10_000, 100_000))
        {
            var size = string.Create(CultureInfo.InvariantCulture, $"{archived:N0} archived");
            using var large = await OpenAsync(cluster, archived);
            yield return Row.OfTimes($"idle, {size}", "a fetch that finds nothing", await Comparison.RunAsync(rounds, () => IdleAsync(large), () => FetchAsync(large)), "");
            var idle = await Comparison.RunAsync(rounds, () => IdleAsync(large), () => IdleAsync(small));
            yield return Row.OfTimes($"idle, {size}", $"the same, {Few:N0} archived", idle, "≤ 1.5");
            yield return Row.OfPeaks($"memory, idle, {size}", $"the same, {Few:N0} archived", idle.Subject, idle.Floor, "0 MB");
            var move = await Comparison.RunAsync(rounds, () => MoveOneAsync(cluster, large), () => MoveOneAsync(cluster, small));
            yield return Row.OfTimes($"move one, {size}", $"the same, {Few:N0} archived", move, "flat");
            yield return Row.OfPeaks($"memory, move one, {size}", $"the same, {Few:N0} archived", move.Subject, move.Floor, "flat");
        }
    }

    /// <summary>The same passes of a native program, in clones of all files and in sparse ones.</summary>
    private static async IAsyncEnumerable<Row> RunNativeAsync(
        Arguments arguments, ClusterProcess cluster, NativeCommand native, JobsRepository small)
    {
        var rounds = arguments.Number("rounds", 5);
        using var smallSparse = await OpenAsync(cluster, Few, isSparse: true);
        foreach (var archived in arguments.Sizes(10_000, 100_000).Prepend(Few))
        {
            var size = string.Create(CultureInfo.InvariantCulture, $"{archived:N0} archived, native");
            using var large = await OpenAsync(cluster, archived);
            var idle = await Comparison.RunAsync(rounds, () => native.PassAsync(large), () => FetchAsync(large));
            yield return Row.OfTimes($"idle, {size}", "a fetch that finds nothing", idle, "≤ 1.2") with { CpuRatio = "" };
            if (archived == Few)
            {
                continue;
            }

            var move = await Comparison.RunAsync(rounds, () => MoveNativeAsync(large), () => MoveNativeAsync(small));
            yield return Row.OfTimes($"move one, {size}", $"the same, {Few:N0} archived", move, "≤ 1.2") with { CpuRatio = "" };
            using var largeSparse = await OpenAsync(cluster, archived, isSparse: true);
            var sparse = await Comparison.RunAsync(rounds, () => MoveNativeAsync(largeSparse), () => MoveNativeAsync(smallSparse));
            yield return Row.OfTimes($"move one, {size}, sparse", $"the same, {Few:N0} archived", sparse, "≤ 1.2") with { CpuRatio = "" };
        }

        Task<Measured> MoveNativeAsync(JobsRepository repository) =>
            MoveOneAsync(cluster, repository, () => native.PassAsync(repository), "\"succeeded\"");
    }

    private static async Task<JobsRepository> OpenAsync(ClusterProcess cluster, int archived, bool isSparse = false)
    {
        var repository = await JobsRepository.CreateAsync(queued: 0, archived, isSparse);
        repository.Namespace = await cluster.NewNamespaceAsync();
        cluster.WriteKubeconfig(repository.Kubeconfig, repository.Namespace);
        return repository;
    }

    private static Task<Measured> FetchAsync(JobsRepository repository) => MeasuredProcess.RunAsync("fetch", $"--clone={repository.Clone}");

    private static async Task<Measured> IdleAsync(JobsRepository repository)
    {
        var measured = await PassAsync(repository);
        Expect.Contains("0 moved, 0 processing, 0 commits, cluster ''", measured.Note);
        return measured;
    }

    private static Task<Measured> MoveOneAsync(ClusterProcess cluster, JobsRepository repository) =>
        MoveOneAsync(cluster, repository, () => PassAsync(repository), "1 moved, 0 processing, 1 commits");

    /// <summary>Queues a job and lets it end; what is measured is the pass that finds this and moves the file to the archive.</summary>
    private static async Task<Measured> MoveOneAsync(ClusterProcess cluster, JobsRepository repository, Func<Task<Measured>> passAsync, string expected)
    {
        var name = $"one-{Guid.NewGuid():N}";
        await repository.QueueAsync(name, seconds: 1);
        await passAsync();
        await cluster.WaitUntilCompleteAsync(repository.Namespace, name);
        var measured = await passAsync();
        Expect.Contains(expected, measured.Note);
        return measured;
    }

    private static Task<Measured> PassAsync(JobsRepository repository) =>
        MeasuredProcess.RunAsync("pass", $"--clone={repository.Clone}", $"--kubeconfig={repository.Kubeconfig}");
}
