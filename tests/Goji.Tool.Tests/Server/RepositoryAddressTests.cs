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
    [InlineData("git@ssh.dev.azure.com:v3/org/project/jobs", "ssh.dev.azure.com", "org/project/jobs")]
    [InlineData("me/my-job-repo", "", "me/my-job-repo")]
    [InlineData("/srv/git/jobs.git", "", "srv/git/jobs")]
    [InlineData(@"C:\jobs.git", "", "c:/jobs")]
    public void Addresses_for_all_protocols_are_the_same(string address, string host, string path) =>
        Assert.Equal(new RepositoryAddress(host, path), RepositoryAddress.Of(address));
}
