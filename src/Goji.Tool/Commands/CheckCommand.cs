using System.CommandLine;
using Goji.Reporting.Checks;
using Goji.Settings;
using Goji.Settings.Values;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class CheckCommand : GojiCommand
{
    private readonly Argument<string[]> files = new("manifest")
    {
        Description = "The manifest files, and folders of them.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public CheckCommand()
        : base(
            "check",
            "Find what a pass would refuse in manifests, and start nothing. The exit code is 1 if a manifest would be refused.",
            SettingScope.Check,
            OutputFormat.Text,
            OutputFormat.Json,
            OutputFormat.JUnit,
            OutputFormat.Sarif,
            OutputFormat.GitHub,
            OutputFormat.GitLab,
            OutputFormat.Azure) => Add(files);

    protected override void Check(GojiOptions options, Invocation invocation)
    {
        if (invocation.Line.GetValue(files) is not [_, ..] && !invocation.Values.IsSet(SettingTable.ChangedSince))
        {
            invocation.Values.Add("There is nothing to check. Name manifests or folders, or use '--changed-since'.");
        }
    }

    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var check = new CheckOptions
        {
            Offline = invocation.Values.Get(SettingTable.Offline),
            ChangedSince = invocation.Values.Get(SettingTable.ChangedSince),
        };
        var report = await WithRunnerAsync(
            options, invocation, (runner, _) => runner.CheckAsync(invocation.Line.GetValue(files) ?? [], check, cancellationToken));
        Show(invocation, format => format switch
        {
            OutputFormat.Json => CheckJson.Write(report),
            OutputFormat.JUnit => CheckJUnit.Write(report),
            OutputFormat.Sarif => CheckSarif.Write(report),
            OutputFormat.GitHub => CheckAnnotations.GitHub(report),
            OutputFormat.GitLab => CheckAnnotations.GitLab(report),
            OutputFormat.Azure => CheckAnnotations.Azure(report),
            _ => CheckText.Write(report),
        });
        return report.Errors.Any() ? ExitCode.JobsAsFailOnSays : ExitCode.Done;
    }
}
