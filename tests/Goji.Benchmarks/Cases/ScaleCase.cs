using System.Globalization;
using Goji.Benchmarks.Measuring;
using Goji.Benchmarks.Simulation;

namespace Goji.Benchmarks.Cases;

/// <summary>How much one repository takes: simulated hours of real passes against a git host and a cluster with assumed latencies.</summary>
internal static class ScaleCase
{
    private static readonly Scenario[] Scenarios =
    [
        new(1, 60, 1),
        new(1, 600, 1),
        new(1, 1_800, 1),
        new(1, 3_600, 1),
        new(1, 5_400, 1),
        new(1, 7_200, 1),
        new(3, 600, 1),
        new(3, 3_600, 1),
        new(1, 7_200, 20),
        new(1, 36_000, 100),
        new(1, 72_000, 200),
        new(3, 36_000, 100),
    ];

    public static async IAsyncEnumerable<Row> RunAsync(Arguments arguments)
    {
        foreach (var scenario in Scenarios)
        {
            var played = scenario with { Length = TimeSpan.FromMinutes(arguments.Number("minutes", 20)) };

            // The virtual clock needs a thread that does not belong to the pool.
            var result = await Task.Factory.StartNew(
                played.Play,
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            yield return RowOf(scenario, result);
        }
    }

    private static Row RowOf(Scenario scenario, ScenarioResult result) => new(
        string.Create(CultureInfo.InvariantCulture, $"{scenario.JobsPerHour:N0} jobs an hour, {scenario.JobsPerPush} a push, {scenario.Runners} runner{(scenario.Runners == 1 ? "" : "s")}"),
        $"started after {Seconds(result.Median)} (median), {Seconds(result.Late)} (99 %)",
        string.Create(CultureInfo.InvariantCulture, $"{result.PushesForJob:0.00} pushes and {result.RequestsForJob:0.0} requests a job, {result.LostPushes:P0} of pushes lost"),
        string.Create(CultureInfo.InvariantCulture, $"{result.Started:P0} started"),
        result.FailedPasses + result.StartedTwice == 0 ? "" : $"{result.FailedPasses} passes failed, {result.StartedTwice} started twice",
        "0 started twice");

    private static string Seconds(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? "never" : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
