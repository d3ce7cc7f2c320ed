using Goji.Settings;
using Goji.Settings.Values;
using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class ProcessCommand() : GojiCommand(
    "process", "Run one pass: start queued jobs, check the processing ones, and push every change of state.", SettingScope.Process,
    OutputFormat.Text, OutputFormat.Json, OutputFormat.JUnit, OutputFormat.Markdown)
{
    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var report = await WithRunnerAsync(options, invocation, async (runner, progress) =>
        {
            var done = await runner.ProcessAsync(progress, cancellationToken);
            Show(invocation, done);
            await ReportWriter.WriteAsync(done, runner, invocation.Values, cancellationToken);
            return done;
        });
        var states = invocation.Values.Get(SettingTable.FailOn);
        var concerned = report.Jobs.Count(job => states.Any(state => StateOf(state) == job.Verdict));
        if (concerned == 0)
        {
            return ExitCode.Done;
        }

        invocation.Log.Write(
            GojiLogLevel.Error,
            "{0} job{1} in a state that --fail-on names ({2}). The pass itself is done{3}.",
            concerned,
            concerned == 1 ? " is" : "s are",
            string.Join(',', states.Select(SettingForms.NameOf)),
            options.DryRun ? ", and has changed nothing: it was a dry run" : " and pushed");
        return ExitCode.JobsAsFailOnSays;
    }

    private static JobState? StateOf(FailOn state) => state switch
    {
        FailOn.Failed => JobState.Failed,
        FailOn.Unknown => JobState.Unknown,
        FailOn.Held => JobState.Queued,
        _ => null,
    };
}
