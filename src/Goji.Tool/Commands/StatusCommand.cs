using System.CommandLine;
using Goji.Reporting;
using Goji.Settings;
using Goji.Settings.Values;
using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class StatusCommand : GojiCommand
{
    private readonly Option<bool> watch = new("--watch", "-w")
    {
        Description = "Shows the jobs until Ctrl-C: as a live table in a terminal, else again after each change. "
            + "JSON is one line for each change.",
    };

    private readonly Option<bool> untilDone = new("--until-done") { Description = "Watches, and ends when no job runs." };

    public StatusCommand()
        : base(
            "status", "Show the state of the queued and processing jobs, and change nothing.", SettingScope.Status, OutputFormat.Text,
            OutputFormat.Json, OutputFormat.JUnit, OutputFormat.Markdown)
    {
        AddOwn(watch, untilDone);
    }

    public override string CancelledNote => "";

    protected override void Check(GojiOptions options, Invocation invocation)
    {
        if (IsWatch(invocation) && invocation.Format is OutputFormat.JUnit or OutputFormat.Markdown)
        {
            invocation.Values.Add(
                "'--watch' and '--until-done' need '--output text' or '--output json', "
                + $"and not '{SettingForms.NameOf(invocation.Format)}'.");
        }
    }

    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var log = invocation.Log;
        using var sandbox = SandboxConnection.For(options, invocation.Values, log);
        var isLive = invocation is { Format: OutputFormat.Text, Terminal.IsScreen: true, Verbosity: >= Verbosity.Normal };
        using var live = IsWatch(invocation) && isLive
            ? invocation.Terminal.NewDisplay(log)
            : null;
        var runner = new GojiRunner(options, live ?? (IGojiLog)log, sandbox?.Connection) { Secrets = invocation.Terminal.Secrets };
        var report = IsWatch(invocation)
            ? await WatchAsync(runner, live, invocation, cancellationToken)
            : await runner.StatusAsync(cancellationToken);
        live?.Dispose();
        if (!IsWatch(invocation) || live is not null)
        {
            Show(invocation, report);
        }

        await ReportWriter.WriteAsync(report, runner, invocation.Values, cancellationToken);
        return ExitCode.Done;
    }

    /// <returns>The last report.</returns>
    private async Task<GojiReport> WatchAsync(
        GojiRunner runner, LiveDisplay? live, Invocation invocation, CancellationToken cancellationToken)
    {
        GojiReport? last = null;
        await foreach (var report in runner.WatchStatusAsync(invocation.Line.GetValue(untilDone), cancellationToken))
        {
            last = report;
            if (invocation.Terminal.HasOutputEnded)
            {
                break;
            }

            if (live is not null)
            {
                live.Report(GojiProgress.Watching(report));
            }
            else if (invocation.Format == OutputFormat.Json)
            {
                invocation.Terminal.WriteResult(JsonReport.WriteLine(report));
            }
            else
            {
                Show(invocation, report);
            }
        }

        return last!;
    }

    private bool IsWatch(Invocation invocation) => invocation.Line.GetValue(watch) || invocation.Line.GetValue(untilDone);
}
