using System.Diagnostics;

namespace Goji.Testing;

/// <summary>Runs a command with a terminal before it, through the program <c>script</c>, and as if no CI system were around.</summary>
public static class PseudoTerminal
{
    private static readonly string[] Inherited = ["PATH", "HOME", "TMP", "TEMP", "LANG", "DOTNET_", "NUGET_", "SSL_CERT_"];

    /// <summary>Runs it to its end; its output is everything that was written to the terminal.</summary>
    public static async Task<ProgramResult> RunAsync(string folder, IEnumerable<string> command, params (string Name, string Value)[] variables)
    {
        var line = string.Join(' ', command.Select(word => $"'{word}'"));
        var start = new ProcessStartInfo("script", ["-qefc", line, "/dev/null"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => !Inherited.Any(known => name.StartsWith(known, StringComparison.Ordinal))).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["TERM"] = "xterm";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        // The input stays open: where it ends, so does the session.
        using var process = Process.Start(start)!;
        try
        {
            var written = await process.StandardOutput.ReadToEndAsync().InTime(line);
            await process.WaitForExitAsync().InTime(line);
            return new(process.ExitCode, written);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
