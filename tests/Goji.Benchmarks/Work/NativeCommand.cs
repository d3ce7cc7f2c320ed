using System.Diagnostics;
using Goji.Benchmarks.Fixtures;
using Goji.Benchmarks.Measuring;

namespace Goji.Benchmarks.Work;

/// <summary>A pass of the command as the native program of <c>--native=path</c>. Of another program, only the time is known.</summary>
internal sealed class NativeCommand(string program)
{
    /// <returns>The command; null where no program is named.</returns>
    public static NativeCommand? In(Arguments arguments) => arguments.Find("native") is { Length: > 0 } path ? new(Path.GetFullPath(path)) : null;

    public string Program => program;

    public async Task<Measured> PassAsync(JobsRepository repository)
    {
        var start = new ProcessStartInfo(program, ["process", "--directory", repository.Clone, "--kubeconfig", repository.Kubeconfig, "--output", "json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var elapsed = Stopwatch.GetElapsedTime(began);
        return process.ExitCode == 0 ? new(elapsed, TimeSpan.Zero, 0, output) : throw new InvalidOperationException(output + await error);
    }
}
