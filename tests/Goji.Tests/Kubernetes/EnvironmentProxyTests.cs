using Goji.Kubernetes.Access;

namespace Goji.Tests.Kubernetes;

public class EnvironmentProxyTests
{
    private const string Proxy = "http://proxy.example.com:3128";

    [Theory]
    [InlineData("https://10.99.0.1:6443", "10.0.0.0/8", false)]
    [InlineData("https://10.99.0.1:6443", "10.1.2.3/8", false)]
    [InlineData("https://10.99.0.1:6443", "192.168.0.0/16, 10.99.0.1", false)]
    [InlineData("https://10.99.0.1:6443", "10.99.0.1:6443", false)]
    [InlineData("https://10.99.0.1:6443", "10.99.0.1:443", true)]
    [InlineData("https://11.99.0.1:6443", "10.0.0.0/8", true)]
    [InlineData("https://11.99.0.1:6443", "10.0.0.0/99", true)]
    [InlineData("https://11.99.0.1:6443", "", true)]
    [InlineData("https://[fd00::1]:6443", "fd00::/8", false)]
    [InlineData("https://[fd00::1]:6443", "fd00::1", false)]
    [InlineData("https://[fd00::1]:6443", "[fd00::1]:6443", false)]
    [InlineData("https://[fe00::1]:6443", "fd00::/8,10.0.0.0/8", true)]
    [InlineData("https://api.example.com", "example.com", false)]
    [InlineData("https://api.example.com", "EXAMPLE.com:443", false)]
    [InlineData("https://api.example.com", ".example.com", false)]
    [InlineData("https://api.example.com", "*.example.com", false)]
    [InlineData("https://api.example.com", "*", false)]
    [InlineData("https://example.com", ".example.com", true)]
    [InlineData("https://badexample.com", "example.com", true)]
    [InlineData("https://api.example.com", "10.0.0.0/8, other.example.com", true)]
    [InlineData("https://localhost:6443", "", false)]
    [InlineData("https://127.0.0.1:6443", "", false)]
    [InlineData("https://127.8.8.8:6443", "", false)]
    [InlineData("https://[::1]:6443", "", false)]
    public void Exceptions_match_those_of_kubectl(string server, string exceptions, bool isProxied)
    {
        var found = Find(server, ("HTTPS_PROXY", Proxy), ("NO_PROXY", exceptions));

        Assert.Equal(isProxied ? Proxy : null, found?.Address);
    }

    [Theory]
    [InlineData("https://10.0.0.1", "HTTPS_PROXY", Proxy, Proxy)]
    [InlineData("https://10.0.0.1", "https_proxy", Proxy, Proxy)]
    [InlineData("https://10.0.0.1", "HTTP_PROXY", Proxy, null)]
    [InlineData("http://10.0.0.1", "HTTP_PROXY", Proxy, Proxy)]
    [InlineData("https://10.0.0.1", "ALL_PROXY", Proxy, null)]
    [InlineData("https://10.0.0.1", "HTTPS_PROXY", "proxy.example.com:3128", Proxy)]
    [InlineData("https://10.0.0.1", "HTTPS_PROXY", "socks5h://proxy.example.com", "socks5://proxy.example.com:1080")]
    [InlineData("https://10.0.0.1", "HTTPS_PROXY", " ", null)]
    public void Variable_follows_the_scheme(string server, string variable, string value, string? expected) =>
        Assert.Equal(expected, Find(server, (variable, value))?.Address);

    [Fact]
    public void Upper_case_variable_wins()
    {
        var found = Find("https://10.0.0.1", ("https_proxy", "http://small.example.com:1"), ("HTTPS_PROXY", Proxy), ("no_proxy", "10.0.0.1"), ("NO_PROXY", "10.0.0.2"));

        Assert.Equal((Proxy, "the environment variable HTTPS_PROXY"), (found!.Address, found.Setting));
    }

    [Theory]
    [InlineData("ftp://proxy.example.com:21")]
    [InlineData("http://")]
    [InlineData("http://robot:s3cr/t@127.0.0.1:3128")]
    public void Invalid_proxy_is_refused_without_quoting_it(string value)
    {
        var failure = Assert.Throws<InvalidDataException>(() => Find("https://10.0.0.1", ("HTTPS_PROXY", value)));

        Assert.StartsWith("the environment variable HTTPS_PROXY ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr", failure.Message, StringComparison.Ordinal);
    }

    private static ApiProxy? Find(string server, params (string Name, string Value)[] variables) =>
        EnvironmentProxy.For(new(server), name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
