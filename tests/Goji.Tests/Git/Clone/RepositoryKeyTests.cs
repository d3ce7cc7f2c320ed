using Goji.Git.Remotes;

namespace Goji.Tests.Git.Clone;

public sealed class RepositoryKeyTests
{
    [Theory]
    [InlineData("https://host/jobs.git", "https://HOST:443/jobs/")]
    [InlineData("https://bot:secret@host/jobs", "https://host/jobs.git")]
    [InlineData("git@host:team/jobs.git", "ssh://git@host/team/jobs")]
    [InlineData("ssh://host:22/team/jobs", "ssh://other@host/team/jobs.git/")]
    [InlineData("/srv/jobs.git", "file:///srv/jobs.git/")]
    [InlineData("../jobs", "/srv/jobs")]
    public void Addresses_of_one_repository_are_the_same(string one, string other)
    {
        Assert.Equal(RepositoryKey.Of(one, "/srv/clone"), RepositoryKey.Of(other, "/srv/clone"));
    }

    [Theory]
    [InlineData("https://host/a.git", "https://host/b.git")]
    [InlineData("https://host/jobs", "https://host:8443/jobs")]
    [InlineData("https://host/jobs", "http://host/jobs")]
    [InlineData("https://host/jobs", "https://host.evil.org/jobs")]
    [InlineData("ssh://host/jobs", "ssh://host:2222/jobs")]
    [InlineData("/srv/a", "/srv/b")]
    public void Addresses_of_two_repositories_differ(string one, string other)
    {
        Assert.NotEqual(RepositoryKey.Of(one, "/srv/clone"), RepositoryKey.Of(other, "/srv/clone"));
    }
}
