using Goji.Settings;
using Goji.Settings.Values;
using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class InitCommand() : GojiCommand(
    "init",
    "Clone the jobs repository, or create a new one if no address is given. An existing clone is left unchanged.",
    SettingScope.Init,
    OutputFormat.Text,
    OutputFormat.Json)
{
    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var report = await new GojiRunner(options, invocation.Log).InitAsync(cancellationToken);
        Show(invocation, format => format == OutputFormat.Json ? ResultJson.Of(report) : report.Message);
        return ExitCode.Done;
    }
}
