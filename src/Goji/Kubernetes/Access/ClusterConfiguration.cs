using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using k8s.Authentication;

namespace Goji.Kubernetes.Access;

/// <summary>The configuration of a kubeconfig's cluster and user.</summary>
/// <remarks>
/// KubernetesClient's own way to one runs exec plugins and reads their output by reflection, which a native program does not have.
/// </remarks>
internal static class ClusterConfiguration
{
    /// <exception cref="InvalidDataException">The cluster's server is no address.</exception>
    /// <exception cref="FormatException">The data of an authority is not base64.</exception>
    public static KubernetesClientConfiguration Of(KubeconfigEndpoint endpoint, string cluster, KubeconfigCredentials credentials)
    {
        var configuration = new KubernetesClientConfiguration
        {
            Host = AddressOf(endpoint.Server, cluster),
            SkipTlsVerify = endpoint.SkipTlsVerify,
            TlsServerName = endpoint.TlsServerName,
            SslCaCerts = AuthoritiesOf(endpoint),
            AccessToken = credentials.Token,
            Username = credentials.UserName,
            Password = credentials.Password,
            ClientCertificateData = credentials.ClientCertificateData,
            ClientCertificateKeyData = credentials.ClientKeyData,
            ClientCertificateFilePath = credentials.ClientCertificate,
            ClientKeyFilePath = credentials.ClientKey,
        };
        UseIdentityProvider(configuration, credentials.AuthProvider?.Config);
        return configuration;
    }

    private static string AddressOf(string? server, string cluster)
    {
        if (string.IsNullOrWhiteSpace(server))
        {
            throw new InvalidDataException($"the cluster '{cluster}' has no server. Add its address.");
        }

        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            throw new InvalidDataException(
                $"the server of cluster '{cluster}' is no address. Correct it: it begins with https:// or http://.");
        }

        // A server that listens on all addresses of its machine is reached there.
        return address.Host == "0.0.0.0" ? new UriBuilder(address) { Host = IPAddress.Loopback.ToString() }.ToString()
            : address.Host == "[::]" ? new UriBuilder(address) { Host = IPAddress.IPv6Loopback.ToString() }.ToString()
            : server;
    }

    private static X509Certificate2Collection? AuthoritiesOf(KubeconfigEndpoint endpoint)
    {
        var text = !string.IsNullOrEmpty(endpoint.CertificateAuthorityData)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(endpoint.CertificateAuthorityData))
            : !string.IsNullOrEmpty(endpoint.CertificateAuthority) ? File.ReadAllText(endpoint.CertificateAuthority)
            : null;
        if (text is null)
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(text);
        return authorities;
    }

    /// <summary>The token of an OpenID Connect provider, and where the kubeconfig has everything for it, the token's renewal.</summary>
    private static void UseIdentityProvider(KubernetesClientConfiguration configuration, Dictionary<string, string>? settings)
    {
        if (settings?.GetValueOrDefault("id-token") is not { } token)
        {
            return;
        }

        configuration.AccessToken = token;
        if (settings.TryGetValue("client-id", out var client)
            && settings.TryGetValue("idp-issuer-url", out var issuer)
            && settings.TryGetValue("refresh-token", out var refresh))
        {
            configuration.TokenProvider = new OidcTokenProvider(
                client, settings.GetValueOrDefault("client-secret"), issuer, token, refresh);
        }
    }
}
