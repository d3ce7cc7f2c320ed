using System.CommandLine;
using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class ProcessCommand : GojiCommand
{
    private readonly ClusterSettings cluster = new();
    private readonly ManifestSettings manifests = new();
    private readonly PassSettings pass = new();
    private readonly ReportSettings reports = new();
    private readonly Setting<TimeSpan?> wait = new("--wait", "GOJI_WAIT", "time", "How long to follow the jobs to their verdicts, such as 30m. Default: one look.", SettingText.TimeOrNone);
    private readonly Setting<IReadOnlyList<string>> waitFor = new(
        "--wait-for", "GOJI_WAIT_FOR", "jobs", "The jobs to follow, by their paths below the state folder, with commas between. Default: all.", SettingText.List, ArgumentArity.OneOrMore);
    private readonly Setting<bool> dryRun = new("--dry-run", "GOJI_DRY_RUN", null, "Only tell what a pass would do.", SettingText.Switch, ArgumentArity.ZeroOrOne);
    private readonly Setting<IReadOnlyList<FailOn>> failOn = new(
        "--fail-on", "GOJI_FAIL_ON", "states", $"End with exit code {ExitCode.JobsAsFailOnSays} if the pass leaves a job in one of these states: failed, unknown, held. Default: none.", SettingText.SomeOf<FailOn>, ArgumentArity.OneOrMore);

    public ProcessCommand()
        : base("process", "Run one pass: start what is queued, look at what is processing, and push every change of state.", Enum.GetValues<OutputFormat>())
    {
        failOn.Option.CompletionSources.Add([.. SettingText.NamesOf<FailOn>()]);
        Add(wait.Option);
        Add(waitFor.Option);
        Add(dryRun.Option);
        Add(failOn.Option);
        AddCommonOptions();
        cluster.AddTo(this);
        manifests.AddTo(this);
        pass.AddTo(this);
        reports.AddTo(this);
    }

    protected override void Apply(GojiOptions options, Invocation invocation)
    {
        cluster.Apply(options, invocation);
        manifests.Apply(options, invocation);
        pass.Apply(options, invocation);
        options.Wait = invocation.Value(wait, options.Wait);
        SettingText.Add(options.WaitFor, invocation.Value(waitFor, []));
        options.DryRun = invocation.Value(dryRun, options.DryRun);
    }

    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var states = invocation.Value(failOn, []);
        var report = await WithRunnerAsync(cluster, options, invocation, async runner =>
        {
            var done = await runner.ProcessAsync(cancellationToken);
            Show(invocation, format => ResultText.Of(done, format));
            await reports.WriteAsync(done, runner, invocation, cancellationToken);
            return done;
        });
        var concerned = report.Jobs.Count(job => states.Any(state => StateOf(state) == job.After));
        if (concerned == 0)
        {
            return ExitCode.Done;
        }

        Log(invocation).Write(
            GojiLogLevel.Error,
            "{0} job{1} in a state that --fail-on names ({2}). The pass itself is done{3}.",
            concerned,
            concerned == 1 ? " is" : "s are",
            string.Join(',', states.Select(SettingText.NameOf)),
            options.DryRun ? ", and has changed nothing: it was a dry run" : " and pushed");
        return ExitCode.JobsAsFailOnSays;
    }

    private static JobState StateOf(FailOn state) => state switch
    {
        FailOn.Failed => JobState.Failed,
        FailOn.Unknown => JobState.Unknown,
        _ => JobState.Queued,
    };
}
