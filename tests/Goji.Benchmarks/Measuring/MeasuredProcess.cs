using System.Diagnostics;
using System.Globalization;

namespace Goji.Benchmarks.Measuring;

/// <summary>Runs one piece of work in a process of its own: as cold as a pipeline runs it, and with a memory peak that is its own.</summary>
internal static class MeasuredProcess
{
    public static async Task<Measured> RunAsync(string work, params string[] arguments)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(Self(["measure", work, .. arguments]))!;
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var elapsed = Stopwatch.GetElapsedTime(began);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{work} {string.Join(' ', arguments)}: exit code {process.ExitCode}");
        }

        return output.Trim().Split(' ', 3) is [var cpu, var peak, var note]
            ? new(elapsed, TimeSpan.FromTicks(Number(cpu)), Number(peak), note)
            : throw new InvalidOperationException($"{work} reported \"{output}\".");

        static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>How this program is started again.</summary>
    public static ProcessStartInfo Self(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(MeasuredProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) != "dotnet")
        {
            start.ArgumentList.RemoveAt(0);
        }

        return start;
    }
}
