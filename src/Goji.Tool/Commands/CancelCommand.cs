using System.CommandLine;
using Goji.Settings;
using Goji.Settings.Values;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class CancelCommand : GojiCommand
{
    private readonly Argument<string[]> files = new("job_file")
    {
        Description = "The jobs: x.yaml, processing/x.yaml, a path on disk, or a pattern such as 'team-a/*'.",
        Arity = ArgumentArity.OneOrMore,
    };

    public CancelCommand()
        : base(
            "cancel",
            "Cancel queued and processing jobs: delete their Jobs, and move their files to failed/. The exit code is 3 if a job is not "
                + "ended yet.",
            SettingScope.Cancel,
            OutputFormat.Text,
            OutputFormat.Json,
            OutputFormat.JUnit,
            OutputFormat.Markdown) => Add(files);

    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var cancel = new CancelOptions
        {
            Reason = invocation.Values.Get(SettingTable.CancelReason),
            RequestOnly = invocation.Values.Get(SettingTable.RequestOnly),
        };
        var report = await WithRunnerAsync(
            options, invocation, (runner, _) => runner.CancelAsync(invocation.Line.GetValue(files) ?? [], cancel, cancellationToken));
        Show(invocation, report);
        if (cancel.RequestOnly || options.DryRun || !report.Held.Concat(report.Processing).Any())
        {
            return ExitCode.Done;
        }

        invocation.Log.Write(
            GojiLogLevel.Error, "Some jobs have not ended yet. The cancel is requested, and the next pass of any runner carries it out.");
        return ExitCode.Failure;
    }
}
