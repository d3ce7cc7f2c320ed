using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Goji.Model;

namespace Goji.Git.Clone;

/// <summary>Runs a program that makes or checks signatures, <c>ssh-keygen</c> or <c>gpg</c>.</summary>
internal static class SigningProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="start">The program and its arguments.</param>
    /// <param name="input">Its standard input.</param>
    /// <returns>The exit code, and what it wrote. One that does not end is killed, and has failed.</returns>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static (int ExitCode, string Output, string Words) Run(ProcessStartInfo start, ReadOnlySpan<byte> input)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        ChildEnvironment.RemoveSecrets(start.Environment);
        using var process = new Process { StartInfo = start };
        var words = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (words)
            {
                words.Append(line.Data).Append(' ');
            }
        };
        process.Start();
        process.BeginErrorReadLine();
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program has ended; its output has the reason.
        }

        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return (-1, "", "it does not end");
        }

        process.WaitForExit();
        return (process.ExitCode, output, words.ToString().Trim());
    }
}
