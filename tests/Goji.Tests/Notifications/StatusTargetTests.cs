using Goji.Notifications.Statuses;

namespace Goji.Tests.Notifications;

public sealed class StatusTargetTests
{
    [Theory]
    [InlineData("https://github.com/acme/jobs.git", GitHostKind.GitHub, "https://api.github.com", "acme/jobs")]
    [InlineData("git@github.com:acme/jobs.git", GitHostKind.GitHub, "https://api.github.com", "acme/jobs")]
    [InlineData("ssh://git@github.com/acme/jobs", GitHostKind.GitHub, "https://api.github.com", "acme/jobs")]
    [InlineData("https://acme.ghe.com/acme/jobs", GitHostKind.GitHub, "https://api.acme.ghe.com", "acme/jobs")]
    [InlineData("https://github.acme.example:8443/acme/jobs.git", GitHostKind.GitHub, "https://github.acme.example:8443/api/v3", "acme/jobs")]
    [InlineData("https://gitlab.com/acme/platform/jobs.git", GitHostKind.GitLab, "https://gitlab.com/api/v4", "acme/platform/jobs")]
    [InlineData("ssh://git@gitlab.acme.example:2222/acme/jobs.git", GitHostKind.GitLab, "https://gitlab.acme.example/api/v4", "acme/jobs")]
    [InlineData("https://codeberg.org/acme/jobs", GitHostKind.Gitea, "https://codeberg.org/api/v1", "acme/jobs")]
    [InlineData("http://gitea.acme.example:3000/acme/jobs.git", GitHostKind.Gitea, "http://gitea.acme.example:3000/api/v1", "acme/jobs")]
    [InlineData("https://bitbucket.org/acme/jobs.git", GitHostKind.Bitbucket, "https://api.bitbucket.org/2.0", "acme/jobs")]
    [InlineData("https://dev.azure.com/acme/My%20Project/_git/jobs", GitHostKind.Azure, "https://dev.azure.com", "acme/My Project/jobs")]
    [InlineData("https://acme@dev.azure.com/acme/_git/jobs", GitHostKind.Azure, "https://dev.azure.com", "acme/jobs/jobs")]
    [InlineData("https://acme.visualstudio.com/Project/_git/jobs", GitHostKind.Azure, "https://acme.visualstudio.com", "Project/jobs")]
    [InlineData("https://acme.visualstudio.com/DefaultCollection/_git/jobs", GitHostKind.Azure, "https://acme.visualstudio.com", "DefaultCollection/jobs/jobs")]
    [InlineData("git@ssh.dev.azure.com:v3/acme/Project/jobs", GitHostKind.Azure, "https://dev.azure.com", "acme/Project/jobs")]
    [InlineData("acme@vs-ssh.visualstudio.com:v3/acme/Project/jobs", GitHostKind.Azure, "https://acme.visualstudio.com", "Project/jobs")]
    [InlineData("git@ssh.dev.azure.com:v3/acme/My%20Project/jobs", GitHostKind.Azure, "https://dev.azure.com", "acme/My Project/jobs")]
    [InlineData("ssh://git@tfs.acme.example:22/tfs/Collection/Project/_git/jobs", GitHostKind.Azure, "https://tfs.acme.example", "tfs/Collection/Project/jobs")]
    [InlineData("ssh://git@ssh.github.com:443/acme/jobs.git", GitHostKind.GitHub, "https://api.github.com", "acme/jobs")]
    [InlineData("ssh://git@altssh.gitlab.com:443/acme/jobs.git", GitHostKind.GitLab, "https://gitlab.com/api/v4", "acme/jobs")]
    [InlineData("ssh://git@altssh.bitbucket.org:443/acme/jobs.git", GitHostKind.Bitbucket, "https://api.bitbucket.org/2.0", "acme/jobs")]
    [InlineData("https://our-gitlab2.acme.example/acme/jobs", GitHostKind.GitLab, "https://our-gitlab2.acme.example/api/v4", "acme/jobs")]
    [InlineData("https://forgejo.acme.example/git/acme/jobs.git/", GitHostKind.Gitea, "https://forgejo.acme.example/api/v1", "acme/jobs")]
    [InlineData("https://tfs.acme.example/tfs/Collection/Project/_git/jobs", GitHostKind.Azure, "https://tfs.acme.example", "tfs/Collection/Project/jobs")]
    public void Host_its_API_and_the_repository_follow_from_the_address(string address, GitHostKind kind, string api, string repository)
    {
        var target = StatusTargets.Of(address, null, null)!;

        Assert.Equal((kind, api, repository), (target.Kind, target.Api, target.Repository));
    }

    [Theory]
    [InlineData("https://git.acme.example/acme/jobs")]
    [InlineData("https://notgithub.com/acme/jobs")]
    [InlineData("https://git.acme.example/scm/ops/jobs.git")]
    [InlineData("ssh://git@bitbucket.acme.example:7999/ops/jobs.git")]
    [InlineData("https://dev.azure.com/acme/jobs")]
    [InlineData("https://github.com/jobs")]
    [InlineData("/srv/jobs.git")]
    [InlineData("file:///srv/jobs.git")]
    [InlineData("C:/jobs.git")]
    public void Other_addresses_have_no_target(string address) => Assert.Null(StatusTargets.Of(address, null, null));

    [Fact]
    public void Settings_name_a_host_that_the_address_does_not()
    {
        var target = StatusTargets.Of("https://git.acme.example/tools/gitlab/acme/jobs", GitHostKind.GitLab, "https://git.acme.example/tools/gitlab/api/v4/")!;

        Assert.Equal(new StatusTarget(GitHostKind.GitLab, "https://git.acme.example/tools/gitlab/api/v4", "acme/jobs") { IsOfRemote = true }, target);
    }

    [Theory]
    [InlineData("https://git.acme.example/acme/jobs.git", GitHostKind.GitHub, "https://git.acme.example/api/v3", "acme/jobs")]
    [InlineData("ssh://git@git.acme.example:2222/acme/jobs.git", GitHostKind.GitHub, "https://git.acme.example/api/v3", "acme/jobs")]
    [InlineData("git@git.acme.example:acme/sub/jobs.git", GitHostKind.GitLab, "https://git.acme.example/api/v4", "acme/sub/jobs")]
    [InlineData("https://git.acme.example:3000/acme/jobs", GitHostKind.Gitea, "https://git.acme.example:3000/api/v1", "acme/jobs")]
    [InlineData("https://git.acme.example/Collection/My%20Project/_git/jobs", GitHostKind.Azure, "https://git.acme.example", "Collection/My Project/jobs")]
    [InlineData("git@git.acme.example:acme/jobs.git", GitHostKind.Bitbucket, "https://git.acme.example", "acme/jobs")]
    public void Settings_name_the_kind_where_the_name_shows_none(string address, GitHostKind kind, string api, string repository)
    {
        var target = StatusTargets.Of(address, kind, null)!;

        Assert.Equal((kind, api, repository), (target.Kind, target.Api, target.Repository));
    }

    [Theory]
    [InlineData("https://github.com/acme/jobs", null, true)]
    [InlineData("https://bitbucket.org/acme/jobs", null, true)]
    [InlineData("https://gitlab.acme.example/acme/jobs", null, true)]
    [InlineData("git@github.com:acme/jobs.git", null, false)]
    [InlineData("https://gitlab.acme.example/acme/jobs", "https://api.acme.example/api/v4", false)]
    [InlineData("https://gitlab.acme.example/acme/jobs", "http://gitlab.acme.example/api/v4", false)]
    [InlineData("https://gitlab.acme.example/acme/jobs", "https://gitlab.acme.example:8443/api/v4", false)]
    public void Token_for_git_is_for_the_API_of_the_same_server_alone(string address, string? api, bool isOfRemote) =>
        Assert.Equal(isOfRemote, StatusTargets.Of(address, null, api)!.IsOfRemote);

    [Fact]
    public void Without_a_token_for_the_API_there_are_no_statuses()
    {
        var options = new GojiOptions { Password = "of-git", StatusApi = "https://elsewhere.example/api/v4" };

        Assert.Null(StatusApis.Of(options, "https://gitlab.acme.example/acme/jobs", out var problem));
        Assert.Equal("There is no token for 'https://elsewhere.example/api/v4'. Set the environment variable GOJI_STATUS_TOKEN.", problem);
    }
}
