using Goji.Ports;
using Goji.Tests.Notifications;

namespace Goji.Tests.Kubernetes;

public sealed class TrustingApiServers : KubeconfigTest
{
    [Theory]
    [InlineData("")]
    [InlineData("tls-server-name: other.invalid")]
    public async Task Certificate_of_another_server_is_refused_even_from_a_known_authority(string cluster)
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.Tls(Certificate)).Start();
        Write($"https://127.0.0.1:{api.Port}", cluster, "token: s3cret");

        var failure = await Assert.ThrowsAsync<ClusterException>(AskAsync);

        Assert.Contains("cannot be reached (The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch)", failure.Message, StringComparison.Ordinal);
        Assert.Empty(api.Notes);
    }

    [Fact]
    public async Task Certificate_of_the_server_that_is_named_is_accepted()
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.Tls(Certificate)).Start();
        Write($"https://127.0.0.1:{api.Port}", $"tls-server-name: {Host}");

        Assert.NotNull(await AskAsync());
    }

    [Fact]
    public async Task Redirect_to_another_server_is_not_followed()
    {
        using var other = new ApiServer();
        using var api = new ApiServer { Respond = _ => ApiServer.Response(307, "", $"Location: {other.Address}/login") };
        Write(api.Address);

        var failure = await Assert.ThrowsAsync<ClusterException>(AskAsync);

        Assert.Contains($"(HTTP 307 RedirectKeepVerb to '{other.Address}')", failure.Message, StringComparison.Ordinal);
        Assert.Empty(other.Calls);
    }

    [Fact]
    public async Task Any_certificate_is_accepted_with_insecure_skip_tls_verify()
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.Tls(Certificate)).Start();
        Write($"https://127.0.0.1:{api.Port}", "insecure-skip-tls-verify: true");
        File.WriteAllLines(Kubeconfig, File.ReadAllLines(Kubeconfig).Where(line => !line.Contains("certificate-authority-data", StringComparison.Ordinal)));

        Assert.NotNull(await AskAsync());
    }
}
