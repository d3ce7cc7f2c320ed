using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Authentication;

namespace Goji.Kubernetes.Access;

/// <summary>
/// Obtains credentials from an exec plugin, as kubectl does (client-go's plugin/pkg/client/auth/exec/exec.go). KubernetesClient breaks
/// arguments up at their spaces, gives the plugin no information about the cluster, takes any word on standard error for a failure, and
/// keeps a token without an expiry forever.
/// </summary>
internal sealed class ExecPlugin : ITokenProvider, IDisposable
{
    private const string Info = "KUBERNETES_EXEC_INFO";

    /// <summary>The pause after which a plugin that returned a refused token again is run once more.</summary>
    private static readonly TimeSpan RestAfterRefusal = TimeSpan.FromMinutes(1);

    private static readonly string[] Versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

    private readonly ExecCommand command;
    private readonly string apiVersion;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim gate = new(1, 1);
    private ExecCredential credential;
    private long? refusedAgain;

    private ExecPlugin(ExecCommand command, string apiVersion, TimeProvider time)
    {
        this.command = command;
        this.apiVersion = apiVersion;
        this.time = time;
        credential = Run();
    }

    /// <summary>Runs the plugin for the first time.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="cluster">The cluster that the credentials are for.</param>
    /// <param name="user">The kubeconfig's user, for messages.</param>
    /// <param name="hasTerminal">Whether there is a terminal to prompt at.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InvalidDataException">The plugin cannot be run, or has failed.</exception>
    public static ExecPlugin Start(KubeconfigPlugin plugin, KubeconfigEndpoint cluster, string user, bool hasTerminal, TimeProvider time)
    {
        var name = $"the exec plugin '{plugin.Command}' of user '{user}'";
        if (string.IsNullOrWhiteSpace(plugin.Command))
        {
            throw new InvalidDataException($"user '{user}' has an exec plugin without a command. Name the program to run.");
        }

        if (!Versions.Contains(plugin.ApiVersion))
        {
            throw new InvalidDataException(
                $"{name} has the apiVersion '{plugin.ApiVersion}'. Set it to one of: {string.Join(", ", Versions)}.");
        }

        if (plugin.InteractiveMode is not (null or "" or "Never" or "IfAvailable" or "Always"))
        {
            throw new InvalidDataException(
                $"{name} has the interactiveMode '{plugin.InteractiveMode}'. Set it to one of: Never, IfAvailable, Always.");
        }

        if (plugin.InteractiveMode == "Always" && !hasTerminal)
        {
            throw new InvalidDataException(
                $"{name} has the interactiveMode Always, and there is no terminal here. Use a user whose credentials need no prompt.");
        }

        if (plugin.EnvironmentVariables.Any(variable => string.IsNullOrEmpty(variable.GetValueOrDefault("name"))))
        {
            throw new InvalidDataException($"{name} has a variable without a name in its env. Name it, or remove it.");
        }

        var isInteractive = hasTerminal && plugin.InteractiveMode != "Never";
        var variables = plugin.EnvironmentVariables.Select(
            variable => KeyValuePair.Create(variable["name"], variable.GetValueOrDefault("value", "")));
        var command = new ExecCommand(name, plugin.Command, [.. plugin.Arguments])
        {
            Environment = [.. variables, KeyValuePair.Create(Info, Request(plugin, cluster, isInteractive).ToJsonString())],
            IsInteractive = isInteractive,
            Hint = plugin.InstallHint?.Trim() ?? "",
        };
        return new(command, plugin.ApiVersion, time);
    }

    /// <summary>Sets what the plugin has returned. A certificate stays for the connection's life.</summary>
    public void ApplyTo(KubernetesClientConfiguration configuration)
    {
        if (credential.Token is not null)
        {
            configuration.AccessToken = credential.Token;
            configuration.TokenProvider = this;
        }

        if (credential.Certificate is not null)
        {
            configuration.ClientCertificateData = Encode(credential.Certificate);
            configuration.ClientCertificateKeyData = Encode(credential.Key!);
        }

        static string Encode(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));
    }

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        var current = credential;
        if (IsExpired(current))
        {
            await RenewAsync(current, cancellationToken);
        }

        return new("Bearer", credential.Token);
    }

    /// <summary>
    /// Runs the plugin again because its token was refused. False where it returns the same one: another request would be refused too.
    /// </summary>
    public async Task<bool> RenewAsync(string? refusedToken, CancellationToken cancellationToken)
    {
        var current = credential;
        if (current.Token != refusedToken)
        {
            // Another request was refused before, and the plugin has run since.
            return true;
        }

        if (refusedAgain is { } before && time.GetElapsedTime(before) < RestAfterRefusal)
        {
            return false;
        }

        await RenewAsync(current, cancellationToken);
        var isNew = credential.Token != refusedToken;
        refusedAgain = isNew ? null : time.GetTimestamp();
        return isNew;
    }

    public void Dispose() => gate.Dispose();

    private bool IsExpired(ExecCredential known) => known.ExpiresAt <= time.GetUtcNow();

    private async Task RenewAsync(ExecCredential old, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (ReferenceEquals(credential, old))
            {
                credential = await Task.Run(Run, cancellationToken);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private ExecCredential Run()
    {
        var output = command.Run();
        try
        {
            return ExecCredential.Parse(output, apiVersion);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{command.Name} {exception.Message}.");
        }
    }

    private static JsonObject Request(KubeconfigPlugin plugin, KubeconfigEndpoint cluster, bool isInteractive)
    {
        var spec = new JsonObject { ["interactive"] = isInteractive };
        if (plugin.ProvideClusterInfo)
        {
            spec["cluster"] = Describe(cluster);
        }

        return new() { ["kind"] = "ExecCredential", ["apiVersion"] = plugin.ApiVersion, ["spec"] = spec };
    }

    private static JsonObject Describe(KubeconfigEndpoint cluster)
    {
        var described = new JsonObject { ["server"] = cluster.Server };
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                described[name] = value;
            }
        }

        Add("tls-server-name", cluster.TlsServerName);
        Add("certificate-authority-data", CertificateAuthority(cluster));
        Add("proxy-url", cluster.ProxyUrl);
        if (cluster.SkipTlsVerify)
        {
            described["insecure-skip-tls-verify"] = true;
        }

        if (cluster.PluginConfig is { } config)
        {
            described["config"] = config.DeepClone();
        }

        return described;
    }

    private static string? CertificateAuthority(KubeconfigEndpoint cluster) =>
        string.IsNullOrEmpty(cluster.CertificateAuthorityData) && !string.IsNullOrEmpty(cluster.CertificateAuthority)
            ? Convert.ToBase64String(File.ReadAllBytes(cluster.CertificateAuthority))
            : cluster.CertificateAuthorityData;
}
