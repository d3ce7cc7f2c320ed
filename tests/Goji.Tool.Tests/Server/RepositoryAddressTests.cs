using Goji.Tool.Server.Repositories;

namespace Goji.Tool.Tests.Server;

public sealed class RepositoryAddressTests
{
    [Theory]
    [InlineData("https://github.com/me/my-job-repo.git", "github.com", "me/my-job-repo")]
    [InlineData("https://user:secret@GitHub.com:443/me/My-Job-Repo", "github.com", "me/my-job-repo")]
    [InlineData("git@github.com:me/my-job-repo.git", "github.com", "me/my-job-repo")]
    [InlineData("ssh://git@git.example.com:7999/ops/jobs.git", "git.example.com", "ops/jobs")]
    [InlineData("https://git.example.com/scm/ops/jobs.git", "git.example.com", "ops/jobs")]
    [InlineData("https://dev.azure.com/org/project/_git/jobs", "dev.azure.com", "org/project/jobs")]
    [InlineData("git@ssh.dev.azure.com:v3/org/project/jobs", "dev.azure.com", "org/project/jobs")]
    [InlineData("https://dev.azure.com/org/My%20Project/_git/jobs", "dev.azure.com", "org/my project/jobs")]
    [InlineData("git@ssh.dev.azure.com:v3/org/My%20Project/jobs", "dev.azure.com", "org/my project/jobs")]
    [InlineData("ssh://git@ssh.github.com:443/me/jobs.git", "github.com", "me/jobs")]
    [InlineData("git://git.example.com/ops/jobs.git", "git.example.com", "ops/jobs")]
    [InlineData("https://git.example.com/bitbucket/scm/ops/jobs.git/", "git.example.com", "bitbucket/ops/jobs")]
    [InlineData("git@[2001:db8::1]:ops/jobs.git", "[2001:db8::1]", "ops/jobs")]
    [InlineData("ssh://git@[2001:db8::1]:22/ops/jobs.git", "[2001:db8::1]", "ops/jobs")]
    [InlineData("file:///srv/git/jobs.git", "", "srv/git/jobs")]
    [InlineData("me/my-job-repo", "", "me/my-job-repo")]
    [InlineData("/srv/git/jobs.git", "", "srv/git/jobs")]
    [InlineData(@"C:\jobs.git", "", "c:/jobs")]
    public void Addresses_for_all_protocols_are_the_same(string address, string host, string path) =>
        Assert.Equal(new RepositoryAddress(host, path), RepositoryAddress.Of(address));
}
