using Goji.Git.Remotes.Server.Http;

namespace Goji.Tests.Git.Remotes;

public sealed class UrlPatternTests
{
    [Theory]
    [InlineData("https://git.example.com", true)]
    [InlineData("https://git.example.com/", true)]
    [InlineData("https://git.example.com:443/team", true)]
    [InlineData("https://*.example.com/", true)]
    [InlineData("https://GIT.example.com/team/jobs.git", true)]
    [InlineData("https://git.example.com/te", false)]
    [InlineData("https://git.example.com/team/jobs.git/x", false)]
    [InlineData("https://git.example.co", false)]
    [InlineData("https://example.com", false)]
    [InlineData("http://git.example.com/", false)]
    [InlineData("https://git.example.com:8443/", false)]
    [InlineData("https://me@git.example.com/", false)]
    public void Setting_applies_to_the_addresses_for_which_git_applies_it(string pattern, bool matches)
    {
        Assert.Equal(matches, UrlPattern.Match(pattern, new Uri("https://git.example.com/team/jobs.git")) is not null);
    }

    [Fact]
    public void Setting_does_not_apply_to_a_host_with_the_same_prefix()
    {
        Assert.Null(UrlPattern.Match("https://git.example.com", new Uri("https://git.example.com.evil.org/jobs.git")));
    }
}
