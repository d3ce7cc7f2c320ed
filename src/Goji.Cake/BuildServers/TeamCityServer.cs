using Cake.Common.Build.TeamCity;
using Cake.Core.IO;

namespace Goji.Cake.BuildServers;

/// <summary>
/// TeamCity: messages, build problems where the build fails anyway, the status of the build, test results and the page of all jobs.
/// </summary>
internal sealed class TeamCityServer(ITeamCityProvider provider) : IBuildServer
{
    // What TeamCity keeps of the identity of a problem.
    private const int MaxIdentity = 60;

    public Task KeepLogsAsync(DirectoryPath folder)
    {
        provider.PublishArtifacts($"{folder.FullPath} => goji-logs");
        return Task.CompletedTask;
    }

    public void Report(BuildServerReport news)
    {
        foreach (var finding in news.Findings)
        {
            var text = $"{finding.Title}: {finding.Text}";
            if (finding.FailsBuild)
            {
                // A problem fails the build, which is the script's to decide.
                provider.BuildProblem(
                    text,
                    "goji"
                    + Convert.ToHexString(
                        System.Security.Cryptography.SHA256.HashData(
                            System.Text.Encoding.UTF8.GetBytes(finding.Title)))[..(MaxIdentity - 4)]);
            }
            else
            {
                provider.WriteStatus(text, "WARNING");
            }
        }

        if (news.Status.Length > 0)
        {
            provider.WriteAppendBuildStatus(news.Status);
        }

        if (news.Paths.JUnit is { } tests)
        {
            provider.ImportData("junit", tests);
        }

        if (news.Paths.Html is { } page)
        {
            provider.PublishArtifacts(page.FullPath);
        }
    }
}
