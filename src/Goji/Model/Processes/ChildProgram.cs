using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Goji.Model;

/// <summary>Runs a program to its end, for a bounded time.</summary>
internal static class ChildProgram
{
    // ERROR_FILE_NOT_FOUND, and ENOENT.
    private const int FileNotFound = 2;

    /// <summary>Runs a program, writes its standard input, and reads the outputs that <paramref name="start"/> redirects.</summary>
    /// <param name="start">The program and its arguments.</param>
    /// <param name="input">Its standard input, where that is redirected.</param>
    /// <param name="patience">The longest time, until the program has ended and its outputs are closed.</param>
    /// <returns>How it ended. Where the time was over, it is killed, and the result has what it had printed.</returns>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static ChildResult Run(ProcessStartInfo start, ReadOnlyMemory<byte> input, TimeSpan patience)
    {
        using var process = Start(start);
        var (output, error) = (new StringBuilder(), new StringBuilder());

        // LibGit2Sharp and KubernetesClient ask for signatures and credentials from synchronous code.
#pragma warning disable RS0030
        var hasEnded = EndAsync(process, input, output, error).Wait(patience);
#pragma warning restore RS0030
        return Result(process, hasEnded, output, error);
    }

    /// <inheritdoc cref="Run"/>
    /// <param name="start">The program and its arguments.</param>
    /// <param name="input">Its standard input, where that is redirected.</param>
    /// <param name="patience">The longest time, until the program has ended and its outputs are closed.</param>
    /// <param name="cancellationToken">Kills the program.</param>
    public static async Task<ChildResult> RunAsync(
        ProcessStartInfo start, ReadOnlyMemory<byte> input, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var process = Start(start);
        var (output, error) = (new StringBuilder(), new StringBuilder());
        try
        {
            await EndAsync(process, input, output, error).WaitAsync(patience, cancellationToken);
            return Result(process, hasEnded: true, output, error);
        }
        catch (TimeoutException)
        {
            return Result(process, hasEnded: false, output, error);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            throw;
        }
    }

    /// <summary>Starts a program. Its outputs are read as UTF-8 unless <paramref name="start"/> names another encoding.</summary>
    /// <param name="start">The program and its arguments.</param>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        start.FileName = ProgramFile.Find(start.FileName) ?? throw new Win32Exception(FileNotFound);

        // Windows has another default: the code page of the console.
        start.StandardOutputEncoding ??= start.RedirectStandardOutput ? Encoding.UTF8 : null;
        start.StandardErrorEncoding ??= start.RedirectStandardError ? Encoding.UTF8 : null;
        return Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} has not started.");
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

    /// <summary>
    /// The end of the program and of its outputs. A process that it has left behind may hold these open, so the end of the program alone is
    /// not enough.
    /// </summary>
    private static Task EndAsync(Process process, ReadOnlyMemory<byte> input, StringBuilder output, StringBuilder error) => Task.WhenAll(
        process.StartInfo.RedirectStandardInput ? WriteAsync(process.StandardInput, input) : Task.CompletedTask,
        process.StartInfo.RedirectStandardOutput ? ReadAsync(process.StandardOutput, output) : Task.CompletedTask,
        process.StartInfo.RedirectStandardError ? ReadAsync(process.StandardError, error) : Task.CompletedTask,
        process.WaitForExitAsync());

    private static ChildResult Result(Process process, bool hasEnded, StringBuilder output, StringBuilder error)
    {
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
}
