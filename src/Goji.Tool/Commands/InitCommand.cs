using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class InitCommand : GojiCommand
{
    public InitCommand()
        : base("init", "Clone the jobs repository, or scaffold a new one where no address is given. Where there is a clone already, nothing is changed.", OutputFormat.Text, OutputFormat.Json) =>
        AddCommonOptions();

    protected override void Apply(GojiOptions options, Invocation invocation)
    {
    }

    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var report = await new GojiRunner(options, Log(invocation)).InitAsync(cancellationToken);
        Show(invocation, format => format == OutputFormat.Json ? ResultJson.Of(report) : report.Message);
        return ExitCode.Done;
    }
}
