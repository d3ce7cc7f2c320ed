using System.Security.Cryptography.X509Certificates;
using Goji.Git.Clone;
using Goji.Git.Remotes.Server.Http;
using Goji.Notifications.Http;
using Goji.Ports.Notifications;
using Goji.Testing;
using Goji.Tests.Passes;
using LibGit2Sharp;

namespace Goji.Tests.Notifications;

/// <summary>The API of the Git host is reached with the certificates and the proxy that git uses for the host.</summary>
public sealed class ReachingTheApi : PassTest
{
    private const string OfOrigin = "https://git.acme.example/acme/jobs.git";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Host_with_a_certificate_of_a_private_authority_is_reached_where_git_trusts_it(bool isTrusted)
    {
        using var authority = new PrivateAuthority();
        using var api = new ApiServer(authority.Server);
        await File.WriteAllTextAsync(Place["ca.pem"], authority.Pem);
        if (isTrusted)
        {
            Config("http.sslCAInfo", Place["ca.pem"]);
        }

        using var client = new NotificationClient(handler: null, TimeProvider.System);
        var result = await client.SendAsync(() => new(HttpMethod.Post, api.Address), judge: null, To(api.Address), CancellationToken.None);

        Assert.Equal(isTrusted ? SendResultKind.Delivered : SendResultKind.Failed, result.Kind);
        Assert.Equal(isTrusted ? 1 : 0, api.Calls.Count);
        Assert.Equal(isTrusted, !result.Detail.Contains("certificate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pass_reaches_the_API_with_the_settings_of_the_clone()
    {
        using var proxy = new ApiServer();
        Config("http.http://api.acme.example/.proxy", proxy.Address);
        Options.CommitStatus = CommitStatusMode.Auto;
        (Options.StatusHost, Options.StatusApi, Options.StatusToken) = (GitHostKind.Gitea, "http://api.acme.example/api/v1", "t0k3n");
        using var git = new GitHttpServer(Path.GetDirectoryName(Place.Path)!);
        Origin.Git("config", "http.receivepack", "true");
        Config("remote.origin.url", $"http://127.0.0.1:{git.Port}/{Path.GetFileName(Place.Path)}/{Path.GetFileName(Origin.Path)}");
        Queue(("a.yaml", "kind: Nothing\n"));

        await PassAsync();

        Assert.StartsWith("POST http://api.acme.example/api/v1/repos/", Assert.Single(proxy.Calls).Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://git.acme.example/api/v3", true)]
    [InlineData("https://GIT.acme.example:443/api/v3", true)]
    [InlineData("https://api.acme.example/v3", false)]
    [InlineData("https://git.acme.example:8443/api/v3", false)]
    [InlineData("http://git.acme.example/api/v3", false)]
    public void Only_the_server_of_the_repository_sees_the_clients_certificate_and_may_have_any(string api, bool isOfOrigin)
    {
        using var authority = new PrivateAuthority();
        File.WriteAllText(Place["ca.pem"], authority.Pem);
        File.WriteAllText(Place["own.pem"], authority.Server.ExportCertificatePem());
        File.WriteAllText(Place["own.key"], authority.Server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Config("http.sslCAInfo", Place["ca.pem"]);
        Config("http.sslCert", Place["own.pem"]);
        Config("http.sslKey", Place["own.key"]);
        Config("http.sslVerify", "false");
        Config("remote.origin.proxy", "http://proxy.of.origin:3128");

        var access = To(api);

        Assert.Single(access.Tls.CertificateChainPolicy!.CustomTrustStore);
        Assert.Equal(isOfOrigin ? 1 : 0, access.Tls.ClientCertificates?.Count ?? 0);
        Assert.Equal(isOfOrigin, access.Tls.RemoteCertificateValidationCallback is not null);
        Assert.Equal(isOfOrigin, access.Proxy is not null);
        Assert.Equal("HostAccess", access.ToString());
    }

    [Theory]
    [InlineData("http.proxy", "http://proxy.acme.example:3128", "", "proxy.acme.example")]
    [InlineData("http.https://api.acme.example/.proxy", "http://proxy.acme.example:3128", "", "proxy.acme.example")]
    [InlineData("http.https://other.acme.example/.proxy", "http://proxy.acme.example:3128", "", null)]
    [InlineData("http.proxy", "http://proxy.acme.example:3128", "acme.example", null)]
    public void Proxy_is_that_of_git_for_the_address_of_the_API(string key, string value, string direct, string? host)
    {
        Config(key, value);

        var access = To("https://api.acme.example/v3", ("no_proxy", direct));

        Assert.Equal(host, access.Proxy?.GetProxy(new("https://api.acme.example"))?.Host);
    }

    [Fact]
    public void Renewed_certificate_is_another_access_and_an_unreadable_one_turns_statuses_off_alone()
    {
        using var authority = new PrivateAuthority();
        File.WriteAllText(Place["ca.pem"], authority.Pem);
        Config("http.sslCAInfo", Place["ca.pem"]);
        var before = To(OfOrigin);
        Assert.Equal(before.Key, To(OfOrigin).Key);

        File.SetLastWriteTimeUtc(Place["ca.pem"], DateTime.UnixEpoch);
        Assert.NotEqual(before.Key, To(OfOrigin).Key);

        File.Delete(Place["ca.pem"]);
        Assert.StartsWith("The certificates in '", Assert.Throws<GojiUsageException>(() => To(OfOrigin)).Message, StringComparison.Ordinal);
    }

    private HostAccess To(string api, params (string Name, string Value)[] variables)
    {
        using var repository = new Repository(Options.Directory);
        string? Variable(string name) => variables.FirstOrDefault(each => each.Name == name).Value;
        return ApiAccess.To(new(api), OfOrigin, CloneConfiguration.Of(repository, Variable), Variable);
    }

    private void Config(string key, string value) => GitProgram.Run(Options.Directory, "config", key, value);
}
