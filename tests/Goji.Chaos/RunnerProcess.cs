using System.Diagnostics;
using System.Text;

namespace Goji.Chaos;

/// <summary>A runner in a process of its own.</summary>
internal sealed class RunnerProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder log = new();
    private readonly Task<string> output;

    private RunnerProcess(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (log)
            {
                log.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        output = process.StandardOutput.ReadToEndAsync();
    }

    public int Id => process.Id;

    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    public static RunnerProcess Start(RunnerOrder order)
    {
        var program = typeof(RunnerProcess).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", program, "run", order.ToString()]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredCompilation"] = "1";
        return new(Process.Start(start)!);
    }

    /// <summary>Waits for the end, and for no longer than a healthy pass could take.</summary>
    /// <returns>The last line of the runner, or null if it was killed.</returns>
    public async Task<RunnerOutcome?> EndAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"The runner has not ended after {limit.TotalSeconds:0} seconds. Its output:\n{Log}");
        }

        var text = await output;
        return process.ExitCode switch
        {
            0 => RunnerOutcome.Parse(text),
            137 => null,
            var code => throw new InvalidOperationException($"The runner ended with exit code {code}. Its output:\n{Log}{text}"),
        };
    }

    /// <summary>Whether the kernel holds the process stopped.</summary>
    public bool IsStopped() => File.ReadAllText($"/proc/{Id}/stat").Split(") ", 2)[1][0] == 'T';

    public void Resume() => Signals.Resume(Id);

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
