using Cake.Common.Build.AzurePipelines;
using Cake.Common.Build.AzurePipelines.Data;
using Cake.Core;
using Cake.Core.IO;
using Goji.Reporting;
using Path = System.IO.Path;

namespace Goji.Cake.BuildServers;

/// <summary>Azure Pipelines: issues, a summary on the page of the build, test results, and the page of all jobs as an artifact.</summary>
internal sealed class AzurePipelinesServer(IAzurePipelinesCommands commands, ICakeEnvironment environment) : IBuildServer
{
    public void Report(BuildServerReport news)
    {
        foreach (var finding in news.Findings)
        {
            // Cake puts the path into the command as it is: one with these characters would end it.
            var path = finding.File is { } file && file.AsSpan().IndexOfAny(";]\r\n%") < 0 ? file : null;
            var data = new AzurePipelinesMessageData { SourcePath = path };
            var text = $"{finding.Title}: {finding.Text}";
            if (finding.IsError)
            {
                commands.WriteError(text, data);
            }
            else
            {
                commands.WriteWarning(text, data);
            }
        }

        if (news.Report.Jobs.Count > 0)
        {
            commands.UploadTaskSummary(WriteSummary(news.Report));
        }

        if (news.Paths.JUnit is { } tests)
        {
            commands.PublishTestResults(
                new() { TestRunner = AzurePipelinesTestRunnerType.JUnit, TestResultsFiles = [tests], TestRunTitle = "Goji" });
        }

        if (news.Paths.Html is { } page)
        {
            commands.UploadArtifact("goji", page, "goji");
        }
    }

    public Task KeepLogsAsync(DirectoryPath folder)
    {
        commands.UploadArtifactDirectory(folder, "goji-logs");
        return Task.CompletedTask;
    }

    // The agent uploads the file after the step has ended, and empties this folder after the job.
    private FilePath WriteSummary(GojiReport report)
    {
        var folder = environment.GetEnvironmentVariable("AGENT_TEMPDIRECTORY") is { Length: > 0 } named ? named : Path.GetTempPath();
        var file = Path.Combine(folder, $"goji-{Guid.NewGuid():N}.md");
        ReportFiles.Write(file, writer => MarkdownReport.Write(report, writer));
        return file;
    }
}
