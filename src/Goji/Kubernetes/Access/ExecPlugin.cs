using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Goji.Kubernetes.Access;

/// <summary>
/// Has KubernetesClient run an exec plugin as kubectl runs it (client-go's plugin/pkg/client/auth/exec/exec.go). By itself, it breaks arguments up at
/// their spaces, tells the plugin nothing of the cluster, and promises it somebody at the keyboard.
/// </summary>
internal static partial class ExecPlugin
{
    private const string Info = "KUBERNETES_EXEC_INFO";

    /// <param name="plugin">The plugin, which is changed.</param>
    /// <param name="cluster">The cluster that the credentials are for.</param>
    /// <param name="user">The kubeconfig's user, for messages.</param>
    /// <param name="hasTerminal">Whether somebody may sit at the standard input.</param>
    /// <exception cref="InvalidDataException">kubectl would not run the plugin either.</exception>
    public static void Prepare(KubeconfigPlugin plugin, KubeconfigEndpoint cluster, string user, bool hasTerminal)
    {
        if (plugin.InteractiveMode == "Always" && !hasTerminal)
        {
            throw new InvalidDataException(
                $"the exec plugin '{plugin.Command}' of user '{user}' has the interactiveMode Always, and there is no terminal here. Give the runner a user whose credentials need nobody at the keyboard.");
        }

        if (plugin.EnvironmentVariables.Any(variable => string.IsNullOrEmpty(variable.GetValueOrDefault("name"))))
        {
            throw new InvalidDataException($"the exec plugin '{plugin.Command}' of user '{user}' has a variable without a name in its env. Name it, or remove it.");
        }

        plugin.Arguments = [.. plugin.Arguments.Select(Quoted)];
        plugin.EnvironmentVariables =
        [
            .. plugin.EnvironmentVariables.Select(variable => Variable(variable["name"], variable.GetValueOrDefault("value", ""))),
            Variable(Info, Credential(plugin, cluster, hasTerminal).ToJsonString()),
        ];
    }

    private static Dictionary<string, string> Variable(string name, string value) => new() { ["name"] = name, ["value"] = value };

    // https://kubernetes.io/docs/reference/config-api/client-authentication.v1
    private static JsonObject Credential(KubeconfigPlugin plugin, KubeconfigEndpoint cluster, bool hasTerminal)
    {
        var spec = new JsonObject { ["interactive"] = hasTerminal && plugin.InteractiveMode != "Never" };
        if (plugin.ProvideClusterInfo)
        {
            spec["cluster"] = Described(cluster);
        }

        return new() { ["kind"] = "ExecCredential", ["apiVersion"] = plugin.ApiVersion, ["spec"] = spec };
    }

    private static JsonObject Described(KubeconfigEndpoint cluster)
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

    /// <summary>An argument as one word of the line that <see cref="System.Diagnostics.ProcessStartInfo.Arguments"/> takes apart again.</summary>
    private static string Quoted(string argument) => argument.Length > 0 && !argument.Any(letter => char.IsWhiteSpace(letter) || letter == '"')
        ? argument
        : $"\"{BackslashesBeforeQuote().Replace(argument, match => match.Groups[1].Value + match.Groups[1].Value + (match.Groups[2].Length > 0 ? "\\\"" : ""))}\"";

    [GeneratedRegex("""(\\*)("|\z)""")]
    private static partial Regex BackslashesBeforeQuote();
}
