using Goji.Testing;

namespace Goji.Cake.Tests.BuildServers;

public sealed class FindingBuildAddresses : IDisposable
{
    private readonly TemporaryDirectory place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("https://github.example/o/r/actions/runs/7", "GITHUB_ACTIONS=true", "GITHUB_SERVER_URL=https://github.example", "GITHUB_REPOSITORY=o/r", "GITHUB_RUN_ID=7")]
    [InlineData("https://dev.example/o/p/_build/results?buildId=7", "TF_BUILD=true", "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI=https://dev.example/o/", "SYSTEM_TEAMPROJECT=p", "BUILD_BUILDID=7")]
    [InlineData("https://gitlab.example/o/r/-/jobs/7", "CI_SERVER=yes", "GITLAB_CI=true", "CI_JOB_URL=https://gitlab.example/o/r/-/jobs/7")]
    [InlineData("https://jenkins.example/job/x/7/", "JENKINS_URL=https://jenkins.example/", "BUILD_URL=https://jenkins.example/job/x/7/")]
    [InlineData("https://teamcity.example/build/7", "TEAMCITY_VERSION=1", "BUILD_URL=https://teamcity.example/build/7")]
    [InlineData("https://ci.appveyor.example/project/a/s/builds/7", "APPVEYOR=true", "APPVEYOR_URL=https://ci.appveyor.example", "APPVEYOR_ACCOUNT_NAME=a", "APPVEYOR_PROJECT_SLUG=s", "APPVEYOR_BUILD_ID=7")]
    public void The_claims_name_the_build(string address, params string[] variables)
    {
        var build = new Build(place).With([.. variables.Select(variable => variable.Split('=', 2)).Select(pair => (pair[0], pair[1]))]);

        build.Start();

        Assert.Equal(address, build.Options.BuildUrl);
    }

    [Fact]
    public void A_missing_variable_leaves_the_build_without_an_address()
    {
        var build = new Build(place).With(("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "o/r"));

        build.Start();

        Assert.Null(build.Options.BuildUrl);
    }

    [Fact]
    public void An_address_that_is_set_stays()
    {
        var build = new Build(place).With(("JENKINS_URL", "https://jenkins.example/"), ("BUILD_URL", "https://jenkins.example/7"));
        build.Options.BuildUrl = "https://mine.example/1";

        build.Start();

        Assert.Equal("https://mine.example/1", build.Options.BuildUrl);
    }
}
