using System.CommandLine;
using System.CommandLine.Invocation;
using System.Diagnostics.CodeAnalysis;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

/// <summary>The command <c>goji</c>: parses, runs, and turns every end into an exit code.</summary>
internal static class GojiCommandLine
{
    private const string Description =
        """
        Runs one-off Kubernetes Jobs that are kept in a git repository whose folders are the states of the jobs.

        Exit codes: 0 done; 1 done, and a job is in a state that --fail-on names; 2 the command line, a setting or the
        repository is not as it must be; 3 git or the cluster failed; 4 a fault in Goji; 130 or 143 ended by a signal.
        goji check ends with 1 if a pass would refuse a manifest, goji logs where there are no logs.
        The password or access token for https remotes comes from GIT_PASSWORD, or from standard input.
        """;

    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, TerminationSignals signals)
    {
        // Signals are ours: the library's own handling would end the process before a pass has written down what it started.
        using var help = new StringWriter();
        using var errors = new StringWriter();
        var invocation = new InvocationConfiguration
        {
            Output = help,
            Error = errors,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        var result = Build(terminal, signals).Parse(arguments);
        if (result.Action is not ParseErrorAction && UnknownOptions.In(result) is [_, ..] stray)
        {
            terminal.WriteNarration(string.Join('\n', stray));
            return ExitCode.Usage;
        }

        var wrong = result.Action as ParseErrorAction;
        // Only a command line without arguments gets the whole help; elsewhere it would bury the error.
        wrong?.ShowHelp = arguments.Length == 0;

        var code = await result.InvokeAsync(invocation, signals.Token);
        Show(errors, terminal.WriteNarration);
        Show(help, wrong is null ? terminal.WriteResult : terminal.WriteNarration);
        return wrong is null ? code : ExitCode.Usage;
    }

    // The library takes the assembly's name for the command's.
    private static void Show(StringWriter text, Action<string> write)
    {
        if (text.ToString().Trim() is { Length: > 0 } shown)
        {
            write(shown.Replace(RootCommand.ExecutableName + " ", "goji ", StringComparison.Ordinal));
        }
    }

    /// <summary>All commands, in the order in which help lists them.</summary>
    public static IReadOnlyList<GojiCommand> Commands() =>
    [
        new InitCommand(), new ProcessCommand(), new StatusCommand(), new LogsCommand(), new CancelCommand(),
        new RequeueCommand(), new QueueCommand(), new CheckCommand(),
        new PruneCommand(), new ServerCommand(),
    ];

    private static RootCommand Build(Terminal terminal, TerminationSignals signals)
    {
        var root = new RootCommand(Description);
        foreach (var command in Commands())
        {
            command.SetAction(
                (line, token) => EndedAsync(
                    terminal,
                    signals,
                    command.CancelledNote,
                    () => command.RunAsync(new(line, terminal, SettingEnvironment.Value), token)));
            root.Add(command);
        }

        return root;
    }

    [SuppressMessage(
        "Design",
        "CA1031",
        Justification = "The last resort of the program: whatever it is becomes text without secrets, and an exit code.")]
    private static async Task<int> EndedAsync(Terminal terminal, TerminationSignals signals, string cancelledNote, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            if (cancelledNote.Length > 0)
            {
                terminal.WriteNarration(cancelledNote);
            }

            return signals.ExitCode;
        }
        catch (GojiUsageException failure)
        {
            terminal.WriteNarration($"error: {failure.Message}");
            return ExitCode.Usage;
        }
        catch (GojiException failure)
        {
            terminal.WriteNarration($"error: {failure.Message}");
            return ExitCode.Failure;
        }
        catch (Exception fault)
        {
            terminal.WriteNarration($"error: This is a fault in Goji: {fault}");
            return ExitCode.Fault;
        }
        finally
        {
            terminal.Flush();
        }
    }
}
