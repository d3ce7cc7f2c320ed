using Goji.Settings;
using Goji.Settings.Values;
using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class StatusCommand() : GojiCommand(
    "status", "Show the state of the queued and processing jobs, and change nothing.", SettingTakers.Status, OutputFormat.Text,
    OutputFormat.Json, OutputFormat.JUnit, OutputFormat.Markdown)
{
    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken) =>
        await WithRunnerAsync(options, invocation, async (runner, _) =>
        {
            var report = await runner.StatusAsync(cancellationToken);
            Show(invocation, format => ResultText.Of(report, format));
            await ReportWriter.WriteAsync(report, runner, invocation.Values, cancellationToken);
            return ExitCode.Done;
        });
}
