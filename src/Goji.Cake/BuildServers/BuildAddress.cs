using Cake.Common.Build;
using Cake.Core;

namespace Goji.Cake.BuildServers;

/// <summary>The web address of the build that runs the script, from the variables that build systems document for it.</summary>
internal static class BuildAddress
{
    public static string? Of(BuildProvider provider, ICakeEnvironment environment)
    {
        return provider switch
        {
            BuildProvider.GitHubActions => From("{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}"),
            BuildProvider.AzurePipelines =>
                From("{SYSTEM_TEAMFOUNDATIONCOLLECTIONURI}{SYSTEM_TEAMPROJECT}/_build/results?buildId={BUILD_BUILDID}"),
            BuildProvider.GitLabCI => From("{CI_JOB_URL}"),
            BuildProvider.Jenkins or BuildProvider.TeamCity => From("{BUILD_URL}"),
            BuildProvider.AppVeyor =>
                From("{APPVEYOR_URL}/project/{APPVEYOR_ACCOUNT_NAME}/{APPVEYOR_PROJECT_SLUG}/builds/{APPVEYOR_BUILD_ID}"),
            BuildProvider.Bamboo => From("{bamboo_resultsUrl}"),
            BuildProvider.Bitrise => From("{BITRISE_BUILD_URL}"),
            BuildProvider.TravisCI => From("{TRAVIS_BUILD_WEB_URL}"),
            BuildProvider.BitbucketPipelines =>
                From("https://bitbucket.org/{BITBUCKET_REPO_FULL_NAME}/pipelines/results/{BITBUCKET_BUILD_NUMBER}"),
            BuildProvider.GoCD =>
                From("{GO_SERVER_URL}pipelines/{GO_PIPELINE_NAME}/{GO_PIPELINE_COUNTER}/{GO_STAGE_NAME}/{GO_STAGE_COUNTER}"),
            BuildProvider.WoodpeckerCI => From("{CI_PIPELINE_URL}"),
            BuildProvider.Rwx => From("{RWX_RUN_URL}"),
            _ => null,
        };

        // With any of the variables missing there is no address, rather than a wrong one.
        string? From(string template)
        {
            var parts = template.Split('{', '}');
            for (var i = 1; i < parts.Length; i += 2)
            {
                parts[i] = environment.GetEnvironmentVariable(parts[i]) ?? "";
                if (parts[i].Length == 0)
                {
                    return null;
                }
            }

            var address = string.Concat(parts);
            return Uri.TryCreate(address, UriKind.Absolute, out var uri)
                && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
                ? address
                : null;
        }
    }
}
