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
    public async Task Certificate_of_an_unknown_authority_is_an_error_that_tells_how_to_name_it()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = GreetAsync(listener, certificate);
        var clone = BareOrigin.WithStateFolders(Place).Clone(Place["clone"]);
        Git(clone, "remote", "set-url", "origin", $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/jobs.git");

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => Open(clone).SyncAsync(default));
        await server;

        Assert.EndsWith("If it comes from an authority of your own, name its file in the environment variable SSL_CERT_FILE or GIT_SSL_CAINFO.", failure.Message, StringComparison.Ordinal);
    }

    private static async Task GreetAsync(TcpListener listener, X509Certificate2 certificate)
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
