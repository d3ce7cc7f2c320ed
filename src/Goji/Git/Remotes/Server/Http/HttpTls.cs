using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>The settings and variables of git for TLS.</summary>
internal static class HttpTls
{
    /// <param name="http">The settings <c>http.ssl*</c>.</param>
    /// <param name="variable">Reads an environment variable: <c>GIT_SSL_*</c>, which goes before its setting.</param>
    /// <exception cref="GojiUsageException">A file that is named cannot be used.</exception>
    public static SslClientAuthenticationOptions Of(HttpConfiguration http, Func<string, string?> variable)
    {
        var options = AuthoritiesOf(http, variable);
        if (CertificateFile(http, variable) is { Length: > 0 } certificate)
        {
            options.ClientCertificates = [Own(certificate, KeyFile(http, variable))];
        }

        if (variable("GIT_SSL_NO_VERIFY") is not null || IsFalse(http.Value("sslverify")))
        {
#pragma warning disable CA5359 // Whoever configures git so has decided to trust the network.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return options;
    }

    /// <summary>The authorities alone: for a server that gets no client certificate, and whose own certificate is always checked.</summary>
    /// <exception cref="GojiUsageException">A file that is named cannot be used.</exception>
    public static SslClientAuthenticationOptions AuthoritiesOf(HttpConfiguration http, Func<string, string?> variable) =>
        AuthoritiesFile(http, variable) is { Length: > 0 } file ? new() { CertificateChainPolicy = Trusting(file) } : new();

    /// <summary>The files that the settings name.</summary>
    public static IEnumerable<string> FilesOf(HttpConfiguration http, Func<string, string?> variable) =>
        new[] { AuthoritiesFile(http, variable), CertificateFile(http, variable), KeyFile(http, variable) }
            .OfType<string>().Where(file => file.Length > 0);

    private static string? AuthoritiesFile(HttpConfiguration http, Func<string, string?> variable) =>
        variable("GIT_SSL_CAINFO") ?? http.Value("sslcainfo");

    private static string? CertificateFile(HttpConfiguration http, Func<string, string?> variable) =>
        variable("GIT_SSL_CERT") ?? http.Value("sslcert");

    private static string? KeyFile(HttpConfiguration http, Func<string, string?> variable) =>
        variable("GIT_SSL_KEY") ?? http.Value("sslkey");

    private static bool IsFalse(string? value) => value?.ToLowerInvariant() is "false" or "no" or "off" or "0";

    // As for git, the file takes the place of the system's authorities.
    private static X509ChainPolicy Trusting(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new GojiUsageException(
                $"The certificates in '{file}' cannot be read: {failure.Message} Correct GIT_SSL_CAINFO, or http.sslCAInfo in the clone's "
                    + $"configuration.",
                failure);
        }

        return policy;
    }

    private static X509Certificate2 Own(string certificate, string? key)
    {
        try
        {
            var pair = X509Certificate2.CreateFromPemFile(certificate, string.IsNullOrEmpty(key) ? certificate : key);
            if (!OperatingSystem.IsWindows())
            {
                return pair;
            }

            // The TLS of Windows takes no key that exists in memory alone.
            using (pair)
            {
                return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new GojiUsageException(
                $"The client certificate '{certificate}' and its key cannot be used: {failure.Message} Correct GIT_SSL_CERT and "
                    + $"GIT_SSL_KEY, or http.sslCert "
                + "and http.sslKey in the clone's configuration; a key with a passphrase cannot be used.",
                failure);
        }
    }
}
