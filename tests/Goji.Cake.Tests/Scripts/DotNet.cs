using System.Diagnostics;
using Goji.Testing;

namespace Goji.Cake.Tests.Scripts;

/// <summary>Runs the dotnet program.</summary>
internal static class DotNet
{
    // Far longer than any run takes: a program that hangs shall not hang the tests.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string[] OwnVariables = ["GIT_", "CAKE_", "GOJI_", "KUBECONFIG", "KUBERNETES_", "MSBUILD"];

    public static async Task<ProgramResult> RunAsync(string workingDirectory, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => OwnVariables.Any(own => name.StartsWith(own, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} has not ended within {Limit}.");
        }
    }
}
