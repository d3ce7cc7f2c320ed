using Goji.Ports;

namespace Goji.Tests.Kubernetes;

public sealed class ReachingClustersThroughAProxy : KubeconfigTest
{
    private const string Server = $"https://{Host}:6443";
    private const string Password = "p:s3cr@t";
    private const string Escaped = "p%3As3cr%40t";

    [Theory]
    [InlineData("http://127.0.0.1", "CONNECT kubernetes.invalid:6443")]
    [InlineData("http://robot@127.0.0.1", "CONNECT kubernetes.invalid:6443 robot:", "robot:")]
    [InlineData($"http://robot:{Escaped}@127.0.0.1", $"CONNECT kubernetes.invalid:6443 robot:{Password}", $"robot:{Password}")]
    public async Task Http_proxy_of_the_kubeconfig_opens_a_tunnel(string proxyUrl, string request, string? credentials = null)
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.Tls(Certificate)).Start();
        await using var proxy = new RecordingRelay(Target(api), Greetings.HttpProxy(credentials)).Start();
        Write(Server, $"proxy-url: {proxyUrl}:{proxy.Port}");

        Assert.NotNull(await AskAsync());

        Assert.Contains(request, proxy.Notes);
        Assert.Contains(api.Notes, note => note.StartsWith("GET /api/v1/namespaces/kube-system HTTP/1.1\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Https_proxy_of_the_kubeconfig_opens_a_tunnel_over_TLS()
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.Tls(Certificate)).Start();
        await using var proxy = new RecordingRelay(
            Target(api),
            async (client, note) => await Greetings.HttpProxy($"robot:{Password}")((await Greetings.Tls(Certificate)(client, note))!, note)).Start();
        Write(Server, $"proxy-url: https://robot:{Escaped}@localhost:{proxy.Port}");

        Assert.NotNull(await AskAsync());

        Assert.Contains($"CONNECT kubernetes.invalid:6443 robot:{Password}", proxy.Notes);
    }

    [Theory]
    [InlineData("socks5://127.0.0.1", "SOCKS5 kubernetes.invalid:6443")]
    [InlineData($"socks5://robot:{Escaped}@127.0.0.1", $"SOCKS5 kubernetes.invalid:6443 robot:{Password}")]
    public async Task Socks_proxy_of_the_kubeconfig_resolves_the_name_of_the_server(string proxyUrl, string request)
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.Tls(Certificate)).Start();
        await using var proxy = new RecordingRelay(Target(api), Greetings.SocksAsync).Start();
        Write(Server, $"proxy-url: {proxyUrl}:{proxy.Port}");

        Assert.NotNull(await AskAsync());

        Assert.Contains(request, proxy.Notes);
    }

    [Fact]
    public async Task Server_on_this_machine_is_reached_through_the_proxy_too()
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.Tls(Certificate)).Start();
        await using var proxy = new RecordingRelay(Target(api), Greetings.HttpProxy()).Start();
        Write("https://127.0.0.1:6443", $"tls-server-name: {Host}\nproxy-url: http://127.0.0.1:{proxy.Port}");

        Assert.NotNull(await AskAsync());

        Assert.Contains("CONNECT 127.0.0.1:6443", proxy.Notes);
    }

    [Fact]
    public async Task Proxy_of_the_kubeconfig_wins_over_the_environment()
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.Tls(Certificate)).Start();
        await using var proxy = new RecordingRelay(Target(api), Greetings.HttpProxy()).Start();
        await using var environments = new RecordingRelay(Target(api), Greetings.HttpProxy()).Start();
        Variables["HTTPS_PROXY"] = $"http://127.0.0.1:{environments.Port}";

        Write(Server, $"proxy-url: http://127.0.0.1:{proxy.Port}");
        Assert.NotNull(await AskAsync());
        Assert.Empty(environments.Notes);
        Assert.Contains("CONNECT kubernetes.invalid:6443", proxy.Notes);

        Write(Server);
        Assert.NotNull(await AskAsync());
        Assert.Contains("CONNECT kubernetes.invalid:6443", environments.Notes);
    }

    [Fact]
    public async Task Failure_names_the_proxy_of_the_environment()
    {
        Variables["HTTPS_PROXY"] = $"robot:{Escaped}@127.0.0.1:1";
        Write(Server);

        var failure = await Assert.ThrowsAsync<ClusterException>(AskAsync);

        Assert.Contains(
            " through the proxy 'http://127.0.0.1:1' (Connection refused (127.0.0.1:1)). Check the address that the kubeconfig names, the environment variable HTTPS_PROXY, and",
            failure.Message,
            StringComparison.Ordinal);
        AssertSilent(failure);
    }

    [Fact]
    public async Task Failure_names_the_proxy_and_not_its_password()
    {
        Write(Server, $"proxy-url: http://robot:{Escaped}@127.0.0.1:1");

        var failure = await Assert.ThrowsAsync<ClusterException>(AskAsync);

        Assert.Equal(
            $"Could not identify the cluster: the cluster '{Server}' cannot be reached through the proxy 'http://127.0.0.1:1' (Connection refused (127.0.0.1:1)). "
            + "Check the address that the kubeconfig names, the proxy-url of cluster 'there', and the network between it and here.",
            failure.Message);
        AssertSilent(failure);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Proxy_that_does_not_let_the_runner_through_is_named(string scheme)
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var proxy = new RecordingRelay(sandbox.Address, Greetings.HttpProxy("somebody:else")).Start();
        Write($"{scheme}://{Host}:6443", $"proxy-url: http://robot:{Escaped}@127.0.0.1:{proxy.Port}");

        var failure = await Assert.ThrowsAsync<ClusterException>(AskAsync);

        Assert.Contains($" through the proxy 'http://127.0.0.1:{proxy.Port}' ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("407", failure.Message, StringComparison.Ordinal);
        Assert.Contains(proxy.Notes, note => note.EndsWith($" robot:{Password}", StringComparison.Ordinal));
        AssertSilent(failure);
    }

    [Theory]
    [InlineData($"ftp://robot:{Escaped}@127.0.0.1:3128")]
    [InlineData($"robot:{Escaped}@127.0.0.1:3128")]
    [InlineData("127.0.0.1:3128")]
    [InlineData("socks5h://127.0.0.1:1080")]
    public void Other_proxies_are_refused(string proxyUrl)
    {
        Write(Server, $"proxy-url: {proxyUrl}");

        Assert.Equal("the proxy-url of cluster 'there' does not begin with http://, https:// or socks5://. Correct it, or leave it out.", Refusal());
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://robot:s3cr/t@127.0.0.1:3128")]
    [InlineData("http://robot:12/t@127.0.0.1:3128")]
    public void Proxy_whose_address_is_damaged_is_refused_without_quoting_it(string proxyUrl)
    {
        Write(Server, $"proxy-url: {proxyUrl}");

        Assert.Equal(
            "the proxy-url of cluster 'there' is no address. Correct it: it has the form http://host:port or http://user:password@host:port, with '%' escapes for special characters in the password.",
            Refusal());
    }

    private static Uri Target(RecordingRelay relay) => new($"https://127.0.0.1:{relay.Port}");

    private static void AssertSilent(Exception failure) => Assert.All(
        (string[])[Password, Escaped, "robot"],
        secret => Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal));
}
