using Goji.Git.Clone;
using Goji.Git.Remotes.Server.Http;
using Goji.Testing;

namespace Goji.Tests.Git.Remotes;

public sealed class GitProxyTests : GitTest
{
    [Theory]
    [InlineData("https://git.example.com/x", "https_proxy=http://p:3128", "http://p:3128")]
    [InlineData("https://git.example.com/x", "HTTPS_PROXY=p:3128", "http://p:3128")]
    [InlineData("http://git.example.com/x", "http_proxy=http://p:3128", "http://p:3128")]
    [InlineData("http://git.example.com/x", "https_proxy=http://p:3128", null)]
    [InlineData("https://git.example.com/x", "ALL_PROXY=socks5h://p", "socks5://p:1080")]
    [InlineData("https://git.example.com/x", "https_proxy=http://u:s3cret@p:3128", "http://p:3128")]
    [InlineData("https://10.99.0.1/x", "https_proxy=http://p:3128 no_proxy=10.0.0.0/8", null)]
    [InlineData("https://10.99.0.1/x", "https_proxy=http://p:3128 NO_PROXY=192.168.0.0/16,10.99.0.1", null)]
    [InlineData("https://git.example.com/x", "https_proxy=http://p:3128 NO_PROXY=example.com", null)]
    [InlineData("https://example.com/x", "https_proxy=http://p:3128 NO_PROXY=.example.com", null)]
    [InlineData("https://example.com.evil.org/x", "https_proxy=http://p:3128 NO_PROXY=example.com", "http://p:3128")]
    [InlineData("https://git.example.com/x", "https_proxy=http://p:3128 NO_PROXY=*", null)]
    [InlineData("https://git.example.com/x", "http.proxy=http://q:8080 https_proxy=http://p:3128", "http://q:8080")]
    [InlineData("https://git.example.com/x", "http.https://git.example.com.proxy=http://q:8080 http.proxy=http://r:1", "http://q:8080")]
    [InlineData("https://git.example.com/x", "http.proxy= https_proxy=http://p:3128", null)]
    [InlineData("https://git.example.com/x", "remote.origin.proxy=http://o:1 http.proxy=http://q:8080", "http://o:1")]
    public void Proxy_is_the_one_that_git_uses(string address, string settings, string? expected)
    {
        var given = settings.Split(' ').Select(each => (Name: each[..each.IndexOf('=', StringComparison.Ordinal)], Value: each[(each.IndexOf('=', StringComparison.Ordinal) + 1)..])).ToList();
        var clone = BareOrigin.WithStateFolders(Place).Clone(Place["clone"]);
        foreach (var (name, value) in given.Where(each => each.Name.Contains('.', StringComparison.Ordinal)))
        {
            Git(clone, "config", name, value);
        }

        using var repository = new LibGit2Sharp.Repository(clone);
        var configuration = CloneConfiguration.Of(repository, _ => null);
        var uri = new Uri(address);
        var proxy = GitProxy.For(
            uri, new HttpConfiguration(configuration, uri), configuration.Get("remote.origin.proxy"), name => given.Find(each => each.Name == name).Value);

        Assert.Equal(expected, proxy?.Shown);
    }

    [Fact]
    public async Task Failure_names_the_proxy_and_its_source()
    {
        var settings = Settings(Place["jobs"], "https://git.goji.test/jobs.git") with { Variable = name => name == "HTTPS_PROXY" ? "http://me:s3cret@127.0.0.1:1" : null };

        var failure = await Assert.ThrowsAsync<GojiUnavailableException>(() => InitializeAsync(settings));

        Assert.Contains("(through the proxy 'http://127.0.0.1:1' of HTTPS_PROXY)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }
}
