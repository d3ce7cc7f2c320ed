using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Goji.Model;

/// <summary>Runs a program to its end, for a bounded time.</summary>
internal static class ChildProgram
{
    /// <summary>Runs a program, writes its standard input, and reads the outputs that <paramref name="start"/> redirects.</summary>
    /// <param name="start">The program and its arguments.</param>
    /// <param name="input">Its standard input, where that is redirected.</param>
    /// <param name="patience">The longest time, until the program has ended and its outputs are closed.</param>
    /// <returns>How it ended. Where the time was over, it is killed, and the result has what it had printed.</returns>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static ChildResult Run(ProcessStartInfo start, ReadOnlyMemory<byte> input, TimeSpan patience)
    {
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} has not started.");
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var writing = start.RedirectStandardInput ? WriteAsync(process.StandardInput, input) : Task.CompletedTask;
        var readingOutput = start.RedirectStandardOutput ? ReadAsync(process.StandardOutput, output) : Task.CompletedTask;
        var readingError = start.RedirectStandardError ? ReadAsync(process.StandardError, error) : Task.CompletedTask;

        // A process that the program has left behind may hold its outputs open, so the end of the program alone is not enough.
        // LibGit2Sharp and KubernetesClient ask for signatures and credentials from synchronous code.
#pragma warning disable RS0030
        var hasEnded = Task.WhenAll(writing, readingOutput, readingError, process.WaitForExitAsync()).Wait(patience);
#pragma warning restore RS0030
        if (!hasEnded)
        {
            Kill(process);
        }

        return new(hasEnded ? process.ExitCode : null, TextOf(output), TextOf(error));
    }

    private static async Task WriteAsync(StreamWriter stream, ReadOnlyMemory<byte> input)
    {
        try
        {
            await stream.BaseStream.WriteAsync(input).ConfigureAwait(false);
            stream.Close();
        }
        catch (IOException)
        {
            // The program has ended without reading all of it; its exit code and outputs have the reason.
        }
    }

    private static async Task ReadAsync(StreamReader stream, StringBuilder text)
    {
        var buffer = new char[4096];
        try
        {
            while (await stream.ReadAsync(buffer.AsMemory()).ConfigureAwait(false) is > 0 and var count)
            {
                lock (text)
                {
                    text.Append(buffer, 0, count);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The time is over, and the rest is not read.
        }
    }

    private static string TextOf(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has just ended.
        }
    }
}
