using Goji.Tool.Server.Pages.Jobs;

namespace Goji.Tool.Tests.Server.Pages;

public class HostLinksTests
{
    [Theory]
    [InlineData("https://github.com/acme/jobs.git", "https://github.com/acme/jobs/commit/c0ffee", "https://github.com/acme/jobs/blob/c0ffee/failed/a%20b.yaml", "https://github.com/acme/jobs/commits/team/main/failed/a%20b.yaml")]
    [InlineData("git@github.com:acme/jobs.git", "https://github.com/acme/jobs/commit/c0ffee", "https://github.com/acme/jobs/blob/c0ffee/failed/a%20b.yaml", "https://github.com/acme/jobs/commits/team/main/failed/a%20b.yaml")]
    [InlineData("ssh://git@github.example.com:2222/acme/jobs", "https://github.example.com/acme/jobs/commit/c0ffee", "https://github.example.com/acme/jobs/blob/c0ffee/failed/a%20b.yaml", "https://github.example.com/acme/jobs/commits/team/main/failed/a%20b.yaml")]
    [InlineData("https://gitlab.com/acme/ops/jobs.git", "https://gitlab.com/acme/ops/jobs/-/commit/c0ffee", "https://gitlab.com/acme/ops/jobs/-/blob/c0ffee/failed/a%20b.yaml", "https://gitlab.com/acme/ops/jobs/-/commits/team/main/failed/a%20b.yaml")]
    [InlineData("http://gitlab.local:8080/acme/jobs", "http://gitlab.local:8080/acme/jobs/-/commit/c0ffee", "http://gitlab.local:8080/acme/jobs/-/blob/c0ffee/failed/a%20b.yaml", "http://gitlab.local:8080/acme/jobs/-/commits/team/main/failed/a%20b.yaml")]
    [InlineData("https://codeberg.org/acme/jobs.git", "https://codeberg.org/acme/jobs/commit/c0ffee", "https://codeberg.org/acme/jobs/src/commit/c0ffee/failed/a%20b.yaml", "https://codeberg.org/acme/jobs/commits/branch/team/main/failed/a%20b.yaml")]
    [InlineData("https://bitbucket.org/acme/jobs.git", "https://bitbucket.org/acme/jobs/commits/c0ffee", "https://bitbucket.org/acme/jobs/src/c0ffee/failed/a%20b.yaml", "https://bitbucket.org/acme/jobs/history-node/team/main/failed/a%20b.yaml")]
    [InlineData("https://git.example.com/scm/ops/jobs.git", "https://git.example.com/projects/ops/repos/jobs/commits/c0ffee", "https://git.example.com/projects/ops/repos/jobs/browse/failed/a%20b.yaml?at=c0ffee", "https://git.example.com/projects/ops/repos/jobs/commits?until=team/main&path=failed/a%20b.yaml")]
    [InlineData("https://dev.azure.com/acme/ops/_git/jobs", "https://dev.azure.com/acme/ops/_git/jobs/commit/c0ffee", "https://dev.azure.com/acme/ops/_git/jobs?path=/failed/a%20b.yaml&version=GCc0ffee", "https://dev.azure.com/acme/ops/_git/jobs?path=/failed/a%20b.yaml&version=GBteam/main&_a=history")]
    [InlineData("git@ssh.dev.azure.com:v3/acme/ops/jobs", "https://dev.azure.com/acme/ops/_git/jobs/commit/c0ffee", "https://dev.azure.com/acme/ops/_git/jobs?path=/failed/a%20b.yaml&version=GCc0ffee", "https://dev.azure.com/acme/ops/_git/jobs?path=/failed/a%20b.yaml&version=GBteam/main&_a=history")]
    [InlineData("ssh://git@bitbucket.example.com:7999/ops/jobs.git", "https://bitbucket.example.com/projects/ops/repos/jobs/commits/c0ffee", "https://bitbucket.example.com/projects/ops/repos/jobs/browse/failed/a%20b.yaml?at=c0ffee", "https://bitbucket.example.com/projects/ops/repos/jobs/commits?until=team/main&path=failed/a%20b.yaml")]
    [InlineData("https://git.example.com/bitbucket/scm/~me/jobs.git", "https://git.example.com/bitbucket/users/me/repos/jobs/commits/c0ffee", "https://git.example.com/bitbucket/users/me/repos/jobs/browse/failed/a%20b.yaml?at=c0ffee", "https://git.example.com/bitbucket/users/me/repos/jobs/commits?until=team/main&path=failed/a%20b.yaml")]
    [InlineData("ssh://git@ssh.github.com:443/acme/jobs.git", "https://github.com/acme/jobs/commit/c0ffee", "https://github.com/acme/jobs/blob/c0ffee/failed/a%20b.yaml", "https://github.com/acme/jobs/commits/team/main/failed/a%20b.yaml")]
    [InlineData("acme@vs-ssh.visualstudio.com:v3/acme/My%20Ops/jobs", "https://acme.visualstudio.com/My%20Ops/_git/jobs/commit/c0ffee", "https://acme.visualstudio.com/My%20Ops/_git/jobs?path=/failed/a%20b.yaml&version=GCc0ffee", "https://acme.visualstudio.com/My%20Ops/_git/jobs?path=/failed/a%20b.yaml&version=GBteam/main&_a=history")]
    [InlineData("https://forgejo.example.com/git/acme/jobs.git", "https://forgejo.example.com/git/acme/jobs/commit/c0ffee", "https://forgejo.example.com/git/acme/jobs/src/commit/c0ffee/failed/a%20b.yaml", "https://forgejo.example.com/git/acme/jobs/commits/branch/team/main/failed/a%20b.yaml")]
    public void Pages_follow_from_the_address_of_the_remote(string remote, string commit, string file, string history)
    {
        var links = HostLinks.Of(remote)!;

        Assert.Equal(commit, links.Commit("c0ffee"));
        Assert.Equal(file, links.File("c0ffee", "failed/a b.yaml"));
        Assert.Equal(history, links.History("team/main", "failed/a b.yaml"));
    }

    [Theory]
    [InlineData("git@git.example.com:acme/ops/jobs.git", GitHostKind.GitLab, "https://git.example.com/acme/ops/jobs/-/commit/c0ffee")]
    [InlineData("https://git.example.com:8443/acme/jobs.git", GitHostKind.GitHub, "https://git.example.com:8443/acme/jobs/commit/c0ffee")]
    [InlineData("https://git.example.com/acme/jobs.git", GitHostKind.Gitea, "https://git.example.com/acme/jobs/commit/c0ffee")]
    [InlineData("https://git.example.com/scm/ops/jobs.git", GitHostKind.Bitbucket, "https://git.example.com/projects/ops/repos/jobs/commits/c0ffee")]
    public void Settings_name_the_kind_of_a_host(string remote, GitHostKind kind, string commit) =>
        Assert.Equal(commit, HostLinks.Of(remote, kind)!.Commit("c0ffee"));

    [Theory]
    [InlineData("https://notgithub.com/acme/jobs.git")]
    [InlineData("/srv/git/jobs.git")]
    [InlineData("file:///srv/git/jobs.git")]
    [InlineData("https://git.example.com/acme/jobs.git")]
    [InlineData("https://github.com/")]
    [InlineData("git@host:jobs.git")]
    public void Unknown_host_has_no_links(string remote) => Assert.Null(HostLinks.Of(remote));
}
