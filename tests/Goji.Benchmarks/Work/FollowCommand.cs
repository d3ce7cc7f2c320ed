using System.Diagnostics;
using System.Globalization;
using Goji.Benchmarks.Fixtures;
using Goji.Benchmarks.Measuring;

namespace Goji.Benchmarks.Work;

/// <summary>A program that follows logs and writes their lines to a file. The shell reports its processor time.</summary>
internal static class FollowCommand
{
    private const string Script = """
        lines=$1; shift
        "$@" > "$lines" || exit 1
        times
        """;

    /// <summary><c>kubectl logs -f --prefix</c>, for all pods of the namespace of a kubeconfig.</summary>
    public static Task<Measured> KubectlAsync(string program, string kubeconfig) => RunAsync(
        program, "--kubeconfig", kubeconfig, "logs", "-f", "--prefix", "--selector", "team=orders", "--max-log-requests", "10000", "--tail", "-1");

    /// <summary><c>goji logs -f</c>, for all Jobs of a job.</summary>
    public static Task<Measured> GojiAsync(string program, JobsRepository repository, string job) => RunAsync(
        program, "logs", "--follow", job, "--directory", repository.Clone, "--kubeconfig", repository.Kubeconfig);

    private static async Task<Measured> RunAsync(params string[] command)
    {
        var lines = Path.GetTempFileName();
        try
        {
            var began = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", lines, .. command]) { RedirectStandardOutput = true })!;
            var times = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var elapsed = Stopwatch.GetElapsedTime(began);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{string.Join(' ', command)}: exit code {process.ExitCode}");
            }

            // The second line has the user and the system time of the children: 0m1.860000s 0m1.360000s.
            var cpu = times.Split('\n')[1].Split(' ').Sum(Seconds);
            return new(elapsed, TimeSpan.FromSeconds(cpu), 0, CountOf(lines).ToString());
        }
        finally
        {
            File.Delete(lines);
        }
    }

    /// <summary>Counts lines such as <c>[pod/job-1-x2x4z/import] line 17</c> and <c>job-1 │ line 17</c>.</summary>
    private static LineCount CountOf(string file)
    {
        var count = new LineCount();
        foreach (var line in File.ReadLines(file))
        {
            var text = line.LastIndexOf("line ", StringComparison.Ordinal);
            count.Add(line[..text], line.AsSpan(text), DateTimeOffset.UnixEpoch);
        }

        return count;
    }

    private static double Seconds(string time) => time.TrimEnd('s').Split('m') is [var minutes, var seconds]
        ? 60 * double.Parse(minutes, CultureInfo.InvariantCulture) + double.Parse(seconds, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"The shell reported \"{time}\" as a processor time.");
}
