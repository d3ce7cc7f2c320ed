using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Goji.Model;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>Runs a program that knows credentials, and returns what it prints.</summary>
internal static class CredentialProgram
{
    /// <param name="start">The program.</param>
    /// <param name="input">What is written to its standard input.</param>
    /// <param name="cancellationToken">Kills the program: the end of the conversation with the server that asks for credentials.</param>
    /// <returns>The output; empty where the program cannot be run.</returns>
    public static async Task<string> RunAsync(ProcessStartInfo start, string input, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GCM_INTERACTIVE"] = "never";
        try
        {
            var result = await ChildProgram.RunAsync(
                start, Encoding.UTF8.GetBytes(input), Timeout.InfiniteTimeSpan, cancellationToken);
            return result.Output;
        }
        catch (Win32Exception)
        {
            return "";
        }
    }
}
