using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Goji.Tests.Notifications;

/// <summary>A certificate authority of a company, and a server's certificate that it has signed.</summary>
internal sealed class PrivateAuthority : IDisposable
{
    private readonly X509Certificate2 authority;

    public PrivateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=Authority of a company", key, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(root.PublicKey, false));
        authority = root.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));

        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3, 4]);
        Server = signed.CopyWithPrivateKey(own);
    }

    /// <summary>The certificate of a server on 127.0.0.1.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>The authority, as git's <c>http.sslCAInfo</c> names it.</summary>
    public string Pem => authority.ExportCertificatePem();

    public void Dispose()
    {
        authority.Dispose();
        Server.Dispose();
    }
}
