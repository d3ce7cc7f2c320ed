using Cake.Common.Build.AppVeyor;
using Cake.Core.IO;

namespace Goji.Cake.BuildServers;

/// <summary>AppVeyor: messages of the build, test results and the page of all jobs.</summary>
internal sealed class AppVeyorServer(IAppVeyorProvider provider) : IBuildServer
{
    // Every message is a process of its own.
    private const int MaxMessages = 20;

    public void Report(BuildServerReport news)
    {
        foreach (var finding in news.Findings.Take(MaxMessages))
        {
            provider.AddMessage(
                Quotable(finding.Title),
                finding.IsError ? AppVeyorMessageCategoryType.Error : AppVeyorMessageCategoryType.Warning,
                Quotable(finding.Text));
        }

        if (news.Paths.JUnit is { } tests)
        {
            provider.UploadTestResults(tests, AppVeyorTestResultsType.JUnit);
        }

        if (news.Paths.Html is { } page)
        {
            provider.UploadArtifact(page);
        }
    }

    public Task KeepLogsAsync(DirectoryPath folder)
    {
        foreach (var file in LogFiles.In(folder))
        {
            provider.UploadArtifact(file);
        }

        return Task.CompletedTask;
    }

    // Cake puts quotes around an argument and leaves those within, and a backslash before the last, as they are.
    private static string Quotable(string text) => text.Replace('"', '\'').Replace('\\', '/');
}
