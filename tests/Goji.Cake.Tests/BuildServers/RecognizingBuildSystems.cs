using Cake.Common.Build;
using Goji.Cake.BuildServers;
using Goji.Testing;

namespace Goji.Cake.Tests.BuildServers;

public sealed class RecognizingBuildSystems : IDisposable
{
    private readonly TemporaryDirectory place = new();

    /// <summary>Gets what Cake's own providers look for, a row for each build system.</summary>
    public static TheoryData<BuildProvider, string> Systems { get; } = new()
    {
        { BuildProvider.AppVeyor, "APPVEYOR=True" },
        { BuildProvider.AzurePipelines, "TF_BUILD=True" },
        { BuildProvider.Bamboo, "bamboo_buildNumber=7" },
        { BuildProvider.BitbucketPipelines, "BITBUCKET_REPO_OWNER=o BITBUCKET_REPO_SLUG=r BITBUCKET_COMMIT=1f" },
        { BuildProvider.Bitrise, "BITRISE_BUILD_URL=https://bitrise.example/7" },
        { BuildProvider.ContinuaCI, "ContinuaCI.Version=1" },
        { BuildProvider.GitHubActions, "GITHUB_ACTIONS=true" },
        { BuildProvider.GitLabCI, "CI_SERVER=yes" },
        { BuildProvider.GoCD, "GO_SERVER_URL=https://go.example/" },
        { BuildProvider.Jenkins, "JENKINS_URL=https://jenkins.example/" },
        { BuildProvider.MyGet, "BuildRunner=MyGet" },
        { BuildProvider.Rwx, "RWX=true" },
        { BuildProvider.TeamCity, "TEAMCITY_VERSION=1" },
        { BuildProvider.TravisCI, "TRAVIS=true" },
        { BuildProvider.WoodpeckerCI, "CI=woodpecker" },
    };

    public void Dispose() => place.Dispose();

    [Theory]
    [MemberData(nameof(Systems))]
    public void Cake_is_asked_for_its_build_systems_where_it_knows_the_one_that_runs_the_script(BuildProvider system, string variables)
    {
        var build = new Build(place).With([.. variables.Split(' ').Select(variable => variable.Split('=', 2)).Select(pair => (pair[0], pair[1]))]);

        Assert.Equal(system, build.System().Provider);
        Assert.NotNull(BuildVariables.SystemOf(build.Context));
    }

    [Fact]
    public void Every_build_system_that_Cake_knows_is_among_them() =>
        Assert.Equal(
            Enum.GetValues<BuildProvider>().Except([BuildProvider.Local]).Order(),
            Systems.Select(row => (BuildProvider)row[0]).Order());

    [Fact]
    public void Cake_is_not_asked_where_no_build_system_runs_the_script()
    {
        var build = new Build(place).With(("CI_SERVER", " "), ("HOME", "/root"));

        Assert.Equal(BuildProvider.Local, build.System().Provider);
        Assert.Null(BuildVariables.SystemOf(build.Context));
    }
}
