using System.Globalization;
using Goji.Benchmarks.Cases;
using Goji.Benchmarks.Measuring;

namespace Goji.Benchmarks;

/// <summary>Runs the cases and prints their table.</summary>
internal static class BenchmarkRun
{
    private static readonly (string Name, Func<Arguments, IAsyncEnumerable<Row>> Run)[] Cases =
    [
        ("start", StartCase.RunAsync),
        ("observe", ObserveCase.RunAsync),
        ("follow", FollowCase.RunAsync),
        ("queue", QueueCase.RunAsync),
        ("check", CheckCase.RunAsync),
        ("archive", ArchiveCase.RunAsync),
        ("load", LoadCase.RunAsync),
        ("clone", CloneCase.RunAsync),
        ("scale", ScaleCase.RunAsync),
    ];

    /// <param name="arguments">
    /// <c>--only=start,observe</c> runs some cases, <c>--rounds=5</c> sets how often each comparison is made, <c>--sizes=100,1000</c> sets how many
    /// jobs or archived files, <c>--native=path</c> measures a native program of the command too, <c>--kubectl=path</c> compares the following of logs with kubectl, of <c>--jobs=100</c>, <c>--rate=100</c> lines a second and <c>--seconds=20</c>, <c>--archived=100000</c> and <c>--commits=20000</c> how large a repository is cloned, <c>--markdown=path</c> writes the
    /// table to a file.
    /// </param>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var wanted = arguments.Find("only")?.Split(',') ?? [.. Cases.Select(known => known.Name)];
        var rows = new List<Row>();
        foreach (var (_, run) in Cases.Where(known => wanted.Contains(known.Name)))
        {
            await foreach (var row in run(arguments))
            {
                rows.Add(row);
                await Console.Error.WriteLineAsync($"{row.Case}: {row.Subject}, {row.Floor}, {row.Ratio} ({row.CpuRatio})");
            }
        }

        var table = Table.Write(rows);
        await Console.Out.WriteLineAsync($"\n{table}");
        if (arguments.Find("markdown") is { } path)
        {
            await File.WriteAllTextAsync(path, table);
        }

        return 0;
    }

    public static int[] Sizes(this Arguments arguments, params int[] usual) =>
        arguments.Find("sizes")?.Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToArray() ?? usual;
}
