using System.Diagnostics;

namespace Goji.Testing;

/// <summary>Runs programs to their end, and for no longer than <see cref="TimeLimit.Longest"/>.</summary>
public static class ChildProcess
{
    /// <summary>Runs a program; a program that does not end is killed, and throws.</summary>
    /// <param name="start">The program. Its outputs are redirected.</param>
    /// <param name="input">Its standard input; null lets it have the one of the tests.</param>
    public static ProgramResult Run(ProcessStartInfo start, ReadOnlyMemory<byte>? input = null)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.RedirectStandardInput = input is not null;
        using var process = Process.Start(start)!;
        var writing = input is { } bytes ? WriteAsync(process, bytes) : Task.CompletedTask;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!Task.WhenAll(writing, output, error, process.WaitForExitAsync()).Wait(TimeLimit.Longest))
        {
            process.Kill(entireProcessTree: true);
            throw NotEnded(start);
        }

        return new(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Runs a program, and does something while it runs.</summary>
    /// <param name="start">The program. Its outputs are redirected.</param>
    /// <param name="meanwhile">What is done; its token ends with the time.</param>
    public static async Task<ProgramResult> RunAsync(ProcessStartInfo start, Func<Process, CancellationToken, Task> meanwhile)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeLimit.Longest);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await meanwhile(process, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw NotEnded(start);
        }
    }

    /// <summary>Runs a program by its name, which must succeed, and returns what it printed.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var result = Run(new ProcessStartInfo(program, arguments));
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {result}");
    }

    private static TimeoutException NotEnded(ProcessStartInfo start) =>
        new($"{start.FileName} {string.Join(' ', start.ArgumentList)} has not ended within {TimeLimit.Longest}.");

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading all of it.
        }
    }
}
