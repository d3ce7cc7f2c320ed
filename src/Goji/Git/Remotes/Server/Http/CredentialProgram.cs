using System.ComponentModel;
using System.Diagnostics;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>Runs a program that knows credentials, and returns what it prints.</summary>
internal static class CredentialProgram
{
    /// <param name="start">The program.</param>
    /// <param name="input">What is written to its standard input.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>The output; empty where the program cannot be run, fails, or hangs up.</returns>
    public static async Task<string> RunAsync(ProcessStartInfo start, string input, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GCM_INTERACTIVE"] = "never";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            _ = await errors;
            return await output;
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            return "";
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
