using System.Text;
using Goji.Benchmarks.Fixtures;

namespace Goji.Benchmarks.Work;

/// <summary>What starting N jobs costs at least: N creates, and two commits that move N files and write N records, each pushed.</summary>
internal static class StartFloor
{
    public static async Task<string> RunAsync(Arguments arguments)
    {
        var count = arguments.Number("count", 0);
        using var commits = new BareCommits(arguments["clone"]);
        commits.CommitAndPush(count, from: "queued", to: "processing", name => Record(name, isStarted: false));

        using var cluster = new BareCluster(arguments);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = arguments.Number("parallelism", 16) },
            async (number, token) => await cluster.CreateAsync(Fixtures.Manifests.Json(arguments["namespace"], JobsRepository.JobName(number)), token));

        commits.CommitAndPush(count, from: null, to: null, name => Record(name, isStarted: true));
        return $"{count} created";
    }

    private static byte[] Record(string name, bool isStarted) => Encoding.UTF8.GetBytes(
        $"""
        attempts:
        - id: 01JD8Z9YHV4T8Q5R7S9T1V3W5X
          claimedAt: 2026-11-22T12:00:00Z
          claimedBy: build-agent-7, process 4711, pass 0a1b2c3d
          cluster: 0d2b6a2e-6c26-4b4d-8d4b-4d2a3a0b9c1f
          jobs:
          - namespace: default
            name: {name}
        {(isStarted ? $"    uid: {Guid.NewGuid()}\n    startedAt: 2026-11-22T12:00:01Z\n" : "")}
        """);
}
