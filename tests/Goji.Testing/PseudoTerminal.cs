using System.Diagnostics;

namespace Goji.Testing;

/// <summary>Runs a command with a terminal before it, through the program <c>script</c>.</summary>
public static class PseudoTerminal
{
    /// <summary>Returns the exit code and everything that was written to the terminal.</summary>
    public static async Task<(int ExitCode, string Written)> RunAsync(string folder, IEnumerable<string> command, string term = "xterm")
    {
        var line = string.Join(' ', command.Select(word => $"'{word}'"));
        var start = new ProcessStartInfo("script", ["-qefc", line, "/dev/null"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = term;
        foreach (var name in (string[])["NO_COLOR", "CI", "TF_BUILD", "GITHUB_ACTIONS"])
        {
            start.Environment.Remove(name);
        }

        // The input stays open: where it ends, so does the session.
        using var process = Process.Start(start)!;
        var written = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, written);
    }
}
