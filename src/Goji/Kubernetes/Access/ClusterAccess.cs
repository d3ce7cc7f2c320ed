using System.Net;
using System.Text;
using Goji.Model;
using k8s;
using k8s.KubeConfigModels;

namespace Goji.Kubernetes.Access;

/// <summary>How a cluster is reached, and as whom.</summary>
internal sealed record ClusterAccess(KubernetesClientConfiguration Configuration)
{
    private static readonly string[] SecretSettings = ["id-token", "refresh-token", "client-secret"];

    /// <summary>The proxy between here and the cluster; null for none.</summary>
    public ApiProxy? Proxy { get; init; }

    public Impersonation? Impersonation { get; init; }

    /// <summary>The name of the context; null where no kubeconfig is used.</summary>
    public string? Context { get; init; }

    public ExecPlugin? Plugin { get; init; }

    /// <summary>The secrets of an OpenID Connect provider, which the configuration does not show.</summary>
    public IReadOnlyList<string> ProviderSecrets { get; init; } = [];

    /// <summary>Adds all credentials to the secrets that are masked.</summary>
    /// <exception cref="IOException">The file of the key cannot be read.</exception>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public void AddSecretsTo(Secrets secrets)
    {
        secrets.Add(Configuration.AccessToken);
        secrets.Add(Configuration.Password);
        secrets.Add((Proxy?.Credentials as NetworkCredential)?.Password);
        foreach (var secret in ProviderSecrets)
        {
            secrets.Add(secret);
        }

        if (Configuration.ClientCertificateKeyData is { Length: > 0 } data)
        {
            secrets.Add(data);
            secrets.AddKey(Encoding.UTF8.GetString(Convert.FromBase64String(data)));
        }
        else if (Configuration.ClientKeyFilePath is { Length: > 0 } file)
        {
            secrets.AddKey(File.ReadAllText(file));
        }
    }

    /// <param name="kubeconfig">The kubeconfig.</param>
    /// <param name="context">The context.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="InvalidDataException">The context cannot be used.</exception>
    public static ClusterAccess Of(K8SConfiguration kubeconfig, string context, Func<string, string?> variable)
    {
        var used = kubeconfig.Contexts.First(known => known.Name == context);
        var cluster = kubeconfig.Clusters.FirstOrDefault(
            known => known.Name == used.ContextDetails?.Cluster && known.ClusterEndpoint is not null)
            ?? throw new InvalidDataException($"the context '{context}' names no cluster that is in it.");
        var endpoint = (KubeconfigEndpoint)cluster.ClusterEndpoint;
        var user = UserOf(kubeconfig, used);
        var credentials = (KubeconfigCredentials?)user?.UserCredentials ?? new();
        KubeconfigRules.Check(endpoint, cluster.Name);
        KubeconfigRules.Check(credentials, user?.Name ?? "");
        var impersonation = Impersonation.Of(credentials, user?.Name ?? "");
        if (!IsSecure(endpoint))
        {
            credentials.LeaveOutAll();
        }

        credentials.LeaveOutWhatKubectlDoesNotUse();
        var tokenFile = string.IsNullOrEmpty(credentials.TokenFile)
            ? null
            : TokenFile.Open(credentials.TokenFile, credentials.Token, user!.Name);
        credentials.CheckToken(user?.Name ?? "");
        if (credentials.AuthProvider is { Name: not "oidc" } provider)
        {
            throw new InvalidDataException(
                $"user '{user!.Name}' has the auth-provider '{provider.Name}', and neither kubectl nor Goji knows another one than oidc. "
                + "Use the exec plugin that has taken its place.");
        }

#pragma warning disable RS0030 // A plugin may ask a person only where there is a terminal; nothing is read from it here.
        var hasTerminal = !Console.IsInputRedirected;
#pragma warning restore RS0030
        var plugin = credentials.ExternalExecution is KubeconfigPlugin exec
            ? ExecPlugin.Start(exec, endpoint, user!.Name, hasTerminal, TimeProvider.System)
            : null;
        var configuration = ClusterConfiguration.Of(endpoint, cluster.Name, credentials);
        configuration.Namespace = used.ContextDetails!.Namespace;
        configuration.TokenProvider = tokenFile ?? configuration.TokenProvider;
        plugin?.ApplyTo(configuration);
        return new(configuration)
        {
            Proxy = string.IsNullOrEmpty(endpoint.ProxyUrl)
                ? EnvironmentProxy.For(new(configuration.Host), variable)
                : ApiProxy.Parse(endpoint.ProxyUrl, $"the proxy-url of cluster '{cluster.Name}'"),
            Impersonation = impersonation,
            ProviderSecrets = [.. SecretSettings.Select(
                name => credentials.AuthProvider?.Config?.GetValueOrDefault(name)).OfType<string>()],
            Context = context,
            Plugin = plugin,
        };
    }

    // kubectl sends no credentials to a server without TLS either: client-go's tools/clientcmd/client_config.go (IsConfigTransportTLS).
    private static bool IsSecure(KubeconfigEndpoint endpoint) =>
        endpoint.Server?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

    private static User? UserOf(K8SConfiguration kubeconfig, Context context) => string.IsNullOrWhiteSpace(context.ContextDetails.User)
        ? null
        : kubeconfig.Users.FirstOrDefault(known => known.Name == context.ContextDetails.User)
            ?? throw new InvalidDataException(
                $"the context '{context.Name}' names the user '{context.ContextDetails.User}', who is not in it.");
}
