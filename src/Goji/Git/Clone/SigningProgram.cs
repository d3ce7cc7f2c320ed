using System.ComponentModel;
using System.Diagnostics;
using Goji.Model;

namespace Goji.Git.Clone;

/// <summary>Runs a program that makes or checks signatures, <c>ssh-keygen</c> or <c>gpg</c>.</summary>
internal static class SigningProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="start">The program and its arguments.</param>
    /// <param name="input">Its standard input.</param>
    /// <returns>How it ended. A program that does not end within 60 seconds is killed, and has failed.</returns>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static ChildResult Run(ProcessStartInfo start, ReadOnlyMemory<byte> input)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        ChildEnvironment.RemoveSecrets(start.Environment);
        var result = ChildProgram.Run(start, input, Patience);
        return result with
        {
            Error = result.ExitCode is null
                ? $"it did not end within {Patience.TotalSeconds:0} seconds"
                : string.Join(' ', result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        };
    }
}
