using System.CommandLine;
using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class PruneCommand : GojiCommand
{
    private static readonly JobState[] Finished = [JobState.Succeeded, JobState.Failed, JobState.Unknown];

    private readonly Setting<int?> keepNewest = new("--keep-newest", "GOJI_KEEP_NEWEST", "number", "The number of most recently finished jobs to keep in each state.", SettingText.NumberOrNone);
    private readonly Setting<TimeSpan?> keepFor = new("--keep-for", "GOJI_KEEP_FOR", "time", "How long a job is kept after it has finished, such as 720h.", SettingText.TimeOrNone);
    private readonly Setting<IReadOnlyList<JobState>> states = new(
        "--prune-states", "GOJI_PRUNE_STATES", "states", "The states whose jobs are removed: succeeded, failed, unknown. Default: all three.", Parse, ArgumentArity.OneOrMore);
    private readonly Setting<bool> dryRun = new("--dry-run", "GOJI_DRY_RUN", null, "Show what would be removed, and change nothing.", SettingText.Switch, ArgumentArity.ZeroOrOne);

    public PruneCommand()
        : base("prune", "Remove finished jobs from the tip of the branch, with their run records, in one commit. The git history keeps them.", OutputFormat.Text, OutputFormat.Json)
    {
        states.Option.CompletionSources.Add([.. Finished.Select(SettingText.NameOf)]);
        Add(keepNewest.Option);
        Add(keepFor.Option);
        Add(states.Option);
        Add(dryRun.Option);
        AddCommonOptions();
    }

    protected override void Apply(GojiOptions options, Invocation invocation) => options.DryRun = invocation.Value(dryRun, options.DryRun);

    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var prune = new PruneOptions { KeepNewest = invocation.Value(keepNewest, null), KeepFor = invocation.Value(keepFor, null), States = [.. invocation.Value(states, Finished)] };
        var report = await new GojiRunner(options, Log(invocation)).PruneAsync(prune, cancellationToken);
        Show(invocation, format => format == OutputFormat.Json ? ResultJson.Of(report, options.DryRun) : ResultText.Of(report, options.DryRun));
        return ExitCode.Done;
    }

    private static IReadOnlyList<JobState> Parse(string text) => SettingText.SomeOf<JobState>(text) is var chosen && chosen.All(Finished.Contains)
        ? chosen
        : throw new FormatException($"one or more of {string.Join(", ", Finished.Select(SettingText.NameOf))}, with commas between");
}
