using Cake.Common.Build.GitHubActions;
using Cake.Common.Build.GitHubActions.Data;
using Cake.Core;
using Cake.Core.IO;
using Goji.Reporting;

namespace Goji.Cake.BuildServers;

/// <summary>GitHub Actions: the summary of the step, and annotations on the job files.</summary>
internal sealed class GitHubActionsServer(IGitHubActionsProvider provider, ICakeEnvironment environment) : IBuildServer
{
    // GitHub shows so many of each kind per step and drops the rest without a word.
    private const int MaxAnnotations = 10;

    public void Mask(string secret) => provider.Commands.SetSecret(secret);

    public void Report(BuildServerReport news)
    {
        Annotate(news.Findings.Where(finding => finding.IsError), (text, annotation) => provider.Commands.Error(text, annotation));
        Annotate(news.Findings.Where(finding => !finding.IsError), (text, annotation) => provider.Commands.Warning(text, annotation));
        if (news.Report.Jobs.Count > 0 && provider.Environment.Runtime.StepSummary is not null)
        {
            provider.Commands.SetStepSummary(MarkdownReport.Write(news.Report));
        }
    }

    // The runtime takes artifacts from steps of actions alone. A name can be used once in a workflow run, which may have
    // several jobs and passes.
    public Task KeepLogsAsync(DirectoryPath folder) => provider.Environment.Runtime.IsRuntimeAvailable
        ? provider.Commands.UploadArtifact(folder, $"goji-logs-{Guid.NewGuid().ToString("N")[..8]}")
        : Task.CompletedTask;

    private void Annotate(IEnumerable<BuildFinding> findings, Action<string, GitHubActionsAnnotation> write)
    {
        var all = findings.ToList();
        var shown = all.Count <= MaxAnnotations ? all.Count : MaxAnnotations - 1;
        foreach (var finding in all.Take(shown))
        {
            write(finding.Text, new() { Title = finding.Title, File = InWorkspace(finding.File) });
        }

        if (shown < all.Count)
        {
            write($"{all.Count - shown} more are in the summary of this step and in its log.", new() { Title = "Goji" });
        }
    }

    private string? InWorkspace(string? file)
    {
        var workspace = environment.GetEnvironmentVariable("GITHUB_WORKSPACE")?.Replace('\\', '/').TrimEnd('/') + "/";
        return file is not null && workspace.Length > 1 && file.StartsWith(workspace, StringComparison.Ordinal)
            ? file[workspace.Length..]
            : file;
    }
}
