using System.ComponentModel;
using System.Diagnostics;
using System.Text;
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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
        using var process = new Process { StartInfo = StartInfo() };
        var words = new StringBuilder();
        process.ErrorDataReceived += (_, line) => Note(words, line.Data);
        try
        {
            process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException)
        {
            throw new InvalidDataException(
                $"{Name} cannot be started: {exception.Message.TrimEnd('.')}.{(Hint.Length > 0 ? " " + OneLine(Hint) : "")}");
        }

        var isLate = false;
        using var watchdog = new Timer(
            _ =>
            {
                isLate = true;
                Kill(process);
            },
            null,
            IsInteractive ? Timeout.InfiniteTimeSpan : Patience,
            Timeout.InfiniteTimeSpan);
        if (!IsInteractive)
        {
            process.StandardInput.Close();
            process.BeginErrorReadLine();
        }

        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return isLate ? throw new InvalidDataException($"{Name} did not end within {Patience.TotalSeconds:0} seconds.{Printed(words)}")
            : process.ExitCode != 0
                ? throw new InvalidDataException(
                    $"{Name} ended with exit code {process.ExitCode}{(IsInteractive ? "; its output is above" : "")}.{Printed(words)}")
            : output;
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

    private static void Note(StringBuilder words, string? line)
    {
        lock (words)
        {
            if (words.Length < MaxWords && line?.Trim() is { Length: > 0 } text)
            {
                words.Append(words.Length > 0 ? " " : "").Append(text);
            }
        }
    }

    private static string Printed(StringBuilder words)
    {
        lock (words)
        {
            var text = OneLine(words.ToString());
            return text.Length == 0 ? "" : $" It printed: {(text.Length > MaxWords ? text[..MaxWords] + "…" : text)}";
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It has just ended.
        }
    }
}
