using System.ComponentModel;
using System.Diagnostics;
using Goji.Model;

namespace Goji.Kubernetes.Access;

/// <summary>Runs the program of an exec plugin and returns what it prints.</summary>
/// <param name="Name">The plugin, as messages name it.</param>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record ExecCommand(string Name, string Program, IReadOnlyList<string> Arguments)
{
    private const int MaxWords = 600;

    /// <summary>Maximum time for a plugin that does not prompt.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>
    /// Whether the plugin may prompt at the terminal: it then has the input and error output of the terminal, and no time limit.
    /// </summary>
    public bool IsInteractive { get; init; }

    /// <summary>How to install the program; empty where the kubeconfig has no hint.</summary>
    public string Hint { get; init; } = "";

    /// <exception cref="InvalidDataException">The program cannot be started, does not end, or ends with an exit code other than
    /// 0.</exception>
    public string Run()
    {
        try
        {
            var result = ChildProgram.Run(StartInfo(), ReadOnlyMemory<byte>.Empty, IsInteractive ? Timeout.InfiniteTimeSpan : Patience);
            return result.ExitCode switch
            {
                0 => result.Output,
                null => throw new InvalidDataException(
                    $"{Name} did not end within {Patience.TotalSeconds:0} seconds.{Printed(result.Error)}"),
                var code => throw new InvalidDataException(
                    $"{Name} ended with exit code {code}{(IsInteractive ? "; its output is above" : "")}.{Printed(result.Error)}"),
            };
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException)
        {
            throw new InvalidDataException(
                $"{Name} cannot be started: {exception.Message.TrimEnd('.')}.{(Hint.Length > 0 ? " " + OneLine(Hint) : "")}");
        }
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardInput = !IsInteractive,
            RedirectStandardOutput = true,
            RedirectStandardError = !IsInteractive,
            UseShellExecute = false,
        };
        ChildEnvironment.RemoveSecrets(start.Environment);
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string Printed(string words)
    {
        var text = OneLine(words);
        return text.Length == 0 ? "" : $" It printed: {ShortText.Of(text, MaxWords)}";
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
