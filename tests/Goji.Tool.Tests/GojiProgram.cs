using System.Diagnostics;
using System.Globalization;
using System.Text;
using Goji.Testing;

namespace Goji.Tool.Tests;

/// <summary>The built tool as a process of its own: under dotnet, or where <c>GOJI_NATIVE_PROGRAM</c> names it, the native program.</summary>
internal sealed class GojiProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Inherited = ["GOJI_", "GIT_", "KUBECONFIG", "GITHUB_WEBHOOK", "GITLAB_WEBHOOK", "GITEA_WEBHOOK", "BITBUCKET_WEBHOOK", "AZURE_WEBHOOK"];

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();

    static GojiProgram() => InheritedSignals.TakeInterrupts();

    private GojiProgram(string folder, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        string[] command = [.. Command, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => Inherited.Any(start => name.StartsWith(start, StringComparison.Ordinal))).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The words that the command line of the tool begins with.</summary>
    public static IReadOnlyList<string> Command { get; } = Environment.GetEnvironmentVariable("GOJI_NATIVE_PROGRAM") is { Length: > 0 } native
        ? [native]
        : ["dotnet", Path.Combine(AppContext.BaseDirectory, "Goji.Tool.dll")];

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public string Output => Read(output);

    public string Error => Read(error);

    /// <summary>Runs the tool to its end.</summary>
    public static async Task<ProgramResult> RunAsync(string folder, string[] arguments, Dictionary<string, string>? environment = null, string input = "")
    {
        using var program = Start(folder, arguments, environment, input);
        return await program.WaitAsync();
    }

    public static GojiProgram Start(string folder, string[] arguments, Dictionary<string, string>? environment = null, string input = "")
    {
        var program = new GojiProgram(folder, environment ?? [], arguments);
        program.process.StandardInput.Write(input);
        program.process.StandardInput.Close();
        return program;
    }

    public async Task<ProgramResult> WaitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        process.WaitForExit();
        return new(process.ExitCode, Output, Error);
    }

    /// <summary>Sends a signal by its name, such as <c>INT</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            _ = line is null ? text : text.AppendLine(line);
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString().TrimEnd();
        }
    }
}
