using System.CommandLine;
using System.Globalization;
using Goji.Settings;
using Goji.Settings.Values;
using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class LogsCommand : GojiCommand
{
    private readonly Argument<string> file = new("job_file") { Description = "The job: x.yaml, failed/x.yaml, or a path on disk." };

    private readonly Option<bool> follow = new("--follow", "-f")
    {
        Description = "Shows lines as they are written, until the Jobs have finished.",
    };

    private readonly Option<string> tail = new("--tail")
    {
        Description = "The number of last lines of each container. Default: all.",
        HelpName = "number",
    };

    private readonly Option<string> since = new("--since")
    {
        Description = "The age of the oldest line, such as 10m. Default: any.",
        HelpName = "time",
    };

    private readonly Option<bool> timestamps = new("--timestamps") { Description = "Puts the time of each line in front of it." };

    private readonly Option<string> container = new("--container", "-c")
    {
        Description = "The containers of this name. Default: all.",
        HelpName = "name",
    };

    private readonly Option<bool> previous = new("--previous", "-p")
    {
        Description = "Shows the run of each container before its present one.",
    };

    private readonly Option<string> attempt = new("--attempt")
    {
        Description = "The run id of the attempt, or its beginning. Default: the newest.",
        HelpName = "id",
    };

    private LogsOptions logs = new();

    public LogsCommand()
        : base(
            "logs",
            "Show the logs of the Jobs of a job, while their pods exist. Exit code 1 where there are none.",
            SettingScope.Logs,
            OutputFormat.Text)
    {
        Add(file);
        AddOwn(follow, tail, since, timestamps, container, previous, attempt);
    }

    public override string CancelledNote => "";

    protected override void Check(GojiOptions options, Invocation invocation)
    {
        var line = invocation.Line;
        logs = new()
        {
            Follow = line.GetValue(follow),
            Tail = Read(
                line, tail, "a whole number of 0 or more", text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)),
            Since = Read(line, since, "a time of more than 0 such as 90s, 10m, 1h, 1h30m, 7d or 00:10:00", ReadAge),
            Timestamps = line.GetValue(timestamps),
            Container = line.GetValue(container),
            Previous = line.GetValue(previous),
            Attempt = line.GetValue(attempt),
        };
        if (logs is { Follow: true, Previous: true })
        {
            invocation.Values.Add(
                "'--follow' and '--previous' exclude each other: a previous run of a container has ended. Use one of the two.");
        }
    }

    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var log = invocation.Log;
        using var sandbox = SandboxConnection.For(options, invocation.Values, log);
        var runner = new GojiRunner(options, log, sandbox?.Connection)
        {
            Output = new OutputLines(invocation.Terminal),
            Secrets = invocation.Terminal.Secrets,
        };
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        invocation.Terminal.OutputEnded += ends.Cancel;
        try
        {
            var report = await runner.LogsAsync(invocation.Line.GetValue(file)!, logs, ends.Token);
            return report.Lines > 0 ? ExitCode.Done : ExitCode.NoLogs;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Whoever reads the lines has enough of them.
            return ExitCode.Done;
        }
        finally
        {
            invocation.Terminal.OutputEnded -= ends.Cancel;
        }
    }

    private static TimeSpan ReadAge(string text) =>
        SettingTime.Read(text) is var age && age > TimeSpan.Zero ? age : throw new FormatException();

    private static T? Read<T>(ParseResult line, Option<string> option, string expected, Func<string, T> read)
        where T : struct
    {
        if (line.GetValue(option) is not { } text)
        {
            return null;
        }

        try
        {
            return read(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new GojiUsageException($"The value '{text}' of '{option.Name}' is not {expected}.", exception);
        }
    }
}
