using System.Diagnostics;
using System.Globalization;
using Goji.Benchmarks.Measuring;

namespace Goji.Benchmarks.Work;

/// <summary><c>kubectl logs -f --prefix</c> with the program of <c>--kubectl=path</c>. The shell reports its processor time.</summary>
internal sealed class KubectlFollow(string program)
{
    private const string Script = """
        kubeconfig=$1; lines=$2; shift 2
        "$@" --kubeconfig "$kubeconfig" logs -f --prefix --selector team=orders --max-log-requests 10000 --tail -1 > "$lines"
        times
        """;

    /// <returns>The program; null where none is named.</returns>
    public static KubectlFollow? In(Arguments arguments) => arguments.Find("kubectl") is { Length: > 0 } path ? new(path) : null;

    /// <summary>Follows all pods of the namespace of a kubeconfig.</summary>
    public async Task<Measured> RunAsync(string kubeconfig)
    {
        var lines = Path.GetTempFileName();
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(
            new ProcessStartInfo("sh", ["-c", Script, "sh", kubeconfig, lines, program]) { RedirectStandardOutput = true })!;
        var times = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var elapsed = Stopwatch.GetElapsedTime(began);
        var count = File.ReadLines(lines).Count();
        File.Delete(lines);

        // The second line has the user and the system time of the children: 0m1.860000s 0m1.360000s.
        var cpu = times.Split('\n')[1].Split(' ').Sum(Seconds);
        return new(elapsed, TimeSpan.FromSeconds(cpu), 0, string.Create(CultureInfo.InvariantCulture, $"{count} lines of kubectl, 0 out of order, ?"));
    }

    private static double Seconds(string time) => time.TrimEnd('s').Split('m') is [var minutes, var seconds]
        ? 60 * double.Parse(minutes, CultureInfo.InvariantCulture) + double.Parse(seconds, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"The shell reported \"{time}\" as a processor time.");
}
