using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Goji.Testing;

namespace Goji.Tests.Git.Remotes;

public sealed class TrustingCertificates : GitTest
{
    [Fact]
    public async Task Certificate_of_an_unknown_authority_is_an_error_that_names_the_setting()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = OpenServiceAsync(listener, certificate);
        var clone = BareOrigin.WithStateFolders(Place).Clone(Place["clone"]);
        Git(clone, "remote", "set-url", "origin", $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/jobs.git");

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => Open(clone).SyncAsync(default));
        await server.InTime();

        Assert.EndsWith("If it comes from an authority of your own, name its file in the environment variable SSL_CERT_FILE or GIT_SSL_CAINFO.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_is_not_checked_with_http_sslVerify_false_and_the_client_certificate_is_sent()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(Place["own.pem"], certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Place["own.key"], key.ExportPkcs8PrivateKeyPem());
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = SubjectAsync(listener, certificate);
        var clone = BareOrigin.WithStateFolders(Place).Clone(Place["clone"]);
        var address = $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        Git(clone, "remote", "set-url", "origin", address + "jobs.git");
        Git(clone, "config", $"http.{address}.sslVerify", "false");
        Git(clone, "config", "http.sslCert", Place["own.pem"]);
        Git(clone, "config", "http.sslKey", Place["own.key"]);

        await Assert.ThrowsAsync<GojiUnavailableException>(() => Open(clone).SyncAsync(default));

        Assert.Equal("CN=127.0.0.1", await server.InTime());
    }

    private static async Task<string?> SubjectAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();

        // The next connection is refused in place of waiting for an answer.
        listener.Stop();
        await using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => shown is not null);
        await stream.AuthenticateAsServerAsync(certificate, clientCertificateRequired: true, checkCertificateRevocation: false);
        _ = await stream.ReadAsync(new byte[1]);
        return stream.RemoteCertificate?.Subject;
    }

    private static async Task OpenServiceAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
            _ = await stream.ReadAsync(new byte[1]);
        }
        catch (Exception failure) when (failure is IOException or AuthenticationException)
        {
            // The other side does not trust it and hangs up.
        }
    }
}
