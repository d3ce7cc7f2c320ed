using Goji.Benchmarks;
using Goji.Benchmarks.Fixtures;
using Goji.Benchmarks.Work;

// The benchmarks start this program again for each single measurement, and for the cluster: "serve" and "measure" are meant for them alone.
switch (args)
{
    case ["serve"]:
        await ClusterServer.RunAsync();
        return 0;

    case ["measure", var work, .. var arguments]:
        await MeasuredWork.RunAsync(work, new Arguments(arguments));
        return 0;

    default:
        return await BenchmarkRun.RunAsync(new Arguments(args));
}
