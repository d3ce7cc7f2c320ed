using Goji.Settings;
using Goji.Settings.Values;
using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class PruneCommand() : GojiCommand(
    "prune",
    "Remove finished jobs from the tip of the branch, with their run records, in one commit. The git history keeps them.",
    SettingScope.Prune,
    OutputFormat.Text,
    OutputFormat.Json)
{
    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var prune = new PruneOptions
        {
            KeepNewest = invocation.Values.Get(SettingTable.KeepNewest),
            KeepFor = invocation.Values.Get(SettingTable.KeepFor),
            States = [.. invocation.Values.Get(SettingTable.PruneStates)],
        };
        var report = await new GojiRunner(options, invocation.Log).PruneAsync(prune, cancellationToken);
        Show(
            invocation,
            format => format == OutputFormat.Json ? ResultJson.Of(report, options.DryRun) : ResultText.Of(report, options.DryRun));
        return ExitCode.Done;
    }
}
