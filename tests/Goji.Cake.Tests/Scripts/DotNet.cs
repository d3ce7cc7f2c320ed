using System.Diagnostics;
using Goji.Testing;

namespace Goji.Cake.Tests.Scripts;

/// <summary>Runs the dotnet program.</summary>
internal static class DotNet
{
    private static readonly string[] OwnVariables = ["GIT_", "CAKE_", "GOJI_", "KUBECONFIG", "KUBERNETES_", "MSBUILD"];

    public static Task<ProgramResult> RunAsync(string workingDirectory, IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        RunAsync(workingDirectory, variables, arguments, (_, _) => Task.CompletedTask);

    /// <param name="workingDirectory">The folder that it runs in.</param>
    /// <param name="variables">Its environment, beside that of the tests.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="meanwhile">What is done while it runs.</param>
    public static Task<ProgramResult> RunAsync(
        string workingDirectory, IReadOnlyDictionary<string, string> variables, string[] arguments, Func<Process, CancellationToken, Task> meanwhile)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = workingDirectory };
        foreach (var name in start.Environment.Keys.Where(name => OwnVariables.Any(own => name.StartsWith(own, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return ChildProcess.RunAsync(start, meanwhile);
    }
}
