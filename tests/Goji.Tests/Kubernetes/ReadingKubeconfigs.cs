using System.Text.Json;
using CsCheck;
using Goji.Kubernetes.Access;
using Goji.Kubernetes.Api;
using Goji.Testing;
using k8s;
using k8s.KubeConfigModels;

namespace Goji.Tests.Kubernetes;

public sealed class ReadingKubeconfigs : IDisposable
{
    private const string Whole =
        """
        apiVersion: v1
        kind: Config
        preferences: {}
        current-context: inside
        clusters:
        - name: inside
          cluster: &endpoint
            server: https://10.0.0.1:6443
            certificate-authority-data: LS0tLS1CRUdJTg==
            insecure-skip-tls-verify: true
            tls-server-name: kubernetes.default
            proxy-url: socks5://127.0.0.1:1080
            extensions:
            - name: minikube
              extension: {version: v1.30}
        - cluster: *endpoint
          name: again
        - {"name": "by-file", "cluster": {"server": "https://example.com", "certificate-authority": "ca.crt"}}
        contexts:
        - name: inside
          context: {cluster: inside, user: token, namespace: jobs}
        - name: bare
          context:
            cluster: again
            user: ""
        users:
        - name: token
          user: {token: 0123}
        - name: password
          user:
            username: admin
            password: "p: #1"
        - name: certificate
          user:
            client-certificate: me.crt
            client-key: me.key
        - name: somebody-else
          user:
            tokenFile: /var/token
            as: jane
            as-groups: [a, b]
        - name: certificate-data
          user:
            client-certificate-data: QUJD
            client-key-data: REVG
        - name: plugin
          user:
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: aws
              args: [eks, get-token, "--cluster", prod]
              env:
              - name: AWS_PROFILE
                value: prod
              interactiveMode: IfAvailable
              provideClusterInfo: true
              installHint: Install it.
        - name: oidc
          user:
            auth-provider:
              name: oidc
              config:
                client-id: me
                id-token: abc
        - name: nobody
          user: {}
        """;

    private readonly TemporaryDirectory place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_kubeconfig_with_everything_is_read_as_KubernetesClient_reads_it() => Assert.Equal(ByKubernetesClient(Whole), ByGoji(Whole));

    [Fact]
    public void A_kubeconfig_with_lines_left_out_is_read_as_KubernetesClient_reads_it()
    {
        var lines = Whole.Split('\n');
        Gen.Bool.Array[lines.Length].Sample(
            kept =>
            {
                var text = string.Join('\n', lines.Where((_, index) => kept[index]));
                if (TryReading(() => ByKubernetesClient(text)) is { } theirs && TryReading(() => ByGoji(text)) is { } ours)
                {
                    Assert.Equal(theirs, ours);
                }
            },
            iter: 2000);
    }

    [Theory]
    [InlineData("clusters: [", "it is not valid YAML (line 2).")]
    [InlineData("current-context: x\nclusters: many", "line 2 holds no list where one belongs.")]
    [InlineData("current-context: x\nusers:\n- name: a\n  user: s3cret", "line 4 holds no mapping where one belongs.")]
    public void Mistakes_are_reported_without_quoting_values(string text, string reason)
    {
        File.WriteAllText(place["kubeconfig"], text);

        var failure = Assert.Throws<GojiUsageException>(() => KubeConfiguration.Find(place["kubeconfig"], null));

        Assert.Equal($"The kubeconfig '{place["kubeconfig"]}' cannot be used: {reason}", failure.Message);
    }

    [Fact]
    public void Names_that_differ_in_capital_letters_are_different_names()
    {
        File.WriteAllText(
            place["kubeconfig"],
            """
            contexts:
            - {name: Prod, context: {cluster: C, user: U}}
            - {name: prod, context: {cluster: c, user: u}}
            clusters:
            - {name: C, cluster: {server: "https://capital.example.com"}}
            - {name: c, cluster: {server: "https://small.example.com"}}
            users:
            - {name: U, user: {token: capital}}
            - {name: u, user: {token: small}}
            """);

        var configuration = KubeConfiguration.Find(place["kubeconfig"], "prod").Configuration;

        Assert.Equal(("https://small.example.com", "small"), (configuration.Host, configuration.AccessToken));
    }

    [Theory]
    [InlineData("{cluster: d, user: u}", "the context 'x' names no cluster that is in it.")]
    [InlineData("{user: u}", "the context 'x' names no cluster that is in it.")]
    [InlineData("{cluster: c, user: v}", "the context 'x' names the user 'v', who is not in it.")]
    public void Context_without_a_cluster_is_refused(string context, string reason)
    {
        File.WriteAllText(
            place["kubeconfig"],
            $$$"""
            current-context: x
            contexts: [{name: x, context: {{{context}}}}]
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: u, user: {token: t}}]
            """);

        var failure = Assert.Throws<GojiUsageException>(() => KubeConfiguration.Find(place["kubeconfig"], null));

        Assert.Equal($"The kubeconfig '{place["kubeconfig"]}' cannot be used: {reason}", failure.Message);
    }

    [Theory]
    [InlineData("/secrets/prod", "The kubeconfig '/secrets/prod' that the environment variable KUBECONFIG names does not exist. Correct KUBECONFIG, or unset it.")]
    [InlineData("~/.kube/config", "The kubeconfig '~/.kube/config' that the environment variable KUBECONFIG names does not exist. Correct KUBECONFIG, or unset it. Write the home directory in full: '~' is not expanded in a variable.")]
    public void Variable_that_names_only_missing_files_is_an_error(string value, string message)
    {
        var failure = Assert.Throws<GojiUsageException>(() => KubeConfiguration.Find(null, null, name => name == "KUBECONFIG" ? value : null));

        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void Variable_that_names_several_missing_files_lists_them()
    {
        var value = string.Join(Path.PathSeparator, "/a", "/b");

        var failure = Assert.Throws<GojiUsageException>(() => KubeConfiguration.Find(null, null, name => name == "KUBECONFIG" ? value : null));

        Assert.Equal("None of the kubeconfigs that the environment variable KUBECONFIG names exists: '/a', '/b'. Correct KUBECONFIG, or unset it.", failure.Message);
    }

    [Fact]
    public void Missing_files_beside_one_that_exists_are_skipped()
    {
        Write("cluster: {server: \"https://127.0.0.1:1\"}", "token: t");
        var value = string.Join(Path.PathSeparator, "/missing", place["kubeconfig"]);

        Assert.Equal("t", KubeConfiguration.Find(null, null, name => name == "KUBECONFIG" ? value : null).Configuration.AccessToken);
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("True", true)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("~", false)]
    public void Truth_values_are_those_of_YAML(string text, bool isSkipped)
    {
        Write($"cluster: {{server: \"https://127.0.0.1:1\", insecure-skip-tls-verify: {text}}}", "token: t");

        Assert.Equal(isSkipped, KubeConfiguration.Find(place["kubeconfig"], null).Configuration.SkipTlsVerify);
    }

    [Fact]
    public void Text_in_place_of_a_truth_value_is_refused()
    {
        Write("cluster: {server: \"https://127.0.0.1:1\", insecure-skip-tls-verify: \"true\"}", "token: t");

        Assert.EndsWith("holds no true or false where one belongs.", Assert.Throws<GojiUsageException>(() => KubeConfiguration.Find(place["kubeconfig"], null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_end_of_a_token_is_removed()
    {
        Write("cluster: {server: \"https://127.0.0.1:1\"}", "token: |\n      tok\n");

        Assert.Equal("tok", KubeConfiguration.Find(place["kubeconfig"], null).Configuration.AccessToken);
    }

    [Fact]
    public void Token_with_a_line_break_in_it_is_refused_without_quoting_it()
    {
        Write("cluster: {server: \"https://127.0.0.1:1\"}", "token: \"s3\\ncret\"");

        Assert.EndsWith(
            "cannot be used: the token of user 'u' has a line break or another control character in it. Remove it, or renew the token.",
            Assert.Throws<GojiUsageException>(() => KubeConfiguration.Find(place["kubeconfig"], null)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("token: t")]
    [InlineData("tokenFile: /missing")]
    [InlineData("{username: me, password: s3cret}")]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1, command: /missing}")]
    [InlineData("auth-provider: {name: oidc, config: {id-token: t}}")]
    public void Server_without_TLS_gets_no_credentials(string user)
    {
        Write("cluster: {server: \"http://10.0.0.1\"}", user);

        var configuration = KubeConfiguration.Find(place["kubeconfig"], null).Configuration;

        Assert.Equal((null, null, null), (configuration.AccessToken, configuration.Username, configuration.TokenProvider));
    }

    [Fact]
    public void Client_certificate_with_an_unsupported_key_is_named()
    {
        File.WriteAllText(
            place["me.crt"],
            """
            -----BEGIN CERTIFICATE-----
            MIIBMDCB46ADAgECAhQJbSvvFXVMNIbZaZR7ckXthCKp8zAFBgMrZXAwDTELMAkG
            A1UEAwwCbWUwIBcNMjYxMTI3MjE0OTMzWhgPMjEyNjExMDMyMTQ5MzNaMA0xCzAJ
            BgNVBAMMAm1lMCowBQYDK2VwAyEAm7GkxuFMVAiWNYx/jLPdsEejR0CoHA4tYLk6
            g0qyA1qjUzBRMB0GA1UdDgQWBBQ/4E/7A11LKhJviOpaa+/TpSodazAfBgNVHSME
            GDAWgBQ/4E/7A11LKhJviOpaa+/TpSodazAPBgNVHRMBAf8EBTADAQH/MAUGAytl
            cANBAL9jqS1m7P0Db7P2iIQrOx/GKZW0+i0bE6/BibSlecsIwujZ1sNSoefeyzwe
            0x2v1etchySk/UhndwsRS9DdFgQ=
            -----END CERTIFICATE-----
            """);
        File.WriteAllText(place["me.key"], "no key");
        Write("cluster: {server: \"https://127.0.0.1:1\"}", "{client-certificate: me.crt, client-key: me.key}");

        var failure = Assert.Throws<GojiUsageException>(() => KubernetesTransport.Open(KubeConfiguration.Find(place["kubeconfig"], null)));

        Assert.Equal(
            "The credentials for the cluster 'https://127.0.0.1:1' cannot be used: the client certificate has an Ed25519 key, which .NET cannot use for TLS. "
            + "Have a certificate issued for an ECDSA or RSA key.",
            failure.Message);
    }

    private void Write(string cluster, string user) => File.WriteAllText(
        place["kubeconfig"],
        $"""
        current-context: x
        contexts: [{"{"}name: x, context: {"{"}cluster: c, user: u{"}"}{"}"}]
        clusters:
        - name: c
          {cluster}
        users:
        - name: u
          user:
            {user}
        """);

    private static string? TryReading(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static string ByGoji(string text) => Shown(KubeconfigFile.Read(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string ByKubernetesClient(string text)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return Shown(KubernetesClientConfiguration.LoadKubeConfig(stream));
    }

    /// <summary>What of a configuration can make a difference to a connection. An absent list and an empty one are the same.</summary>
    private static string Shown(K8SConfiguration configuration) => JsonSerializer.Serialize(new
    {
        configuration.CurrentContext,
        Clusters = configuration.Clusters?.Select(cluster => new
        {
            Name = cluster.Name ?? "",
            cluster.ClusterEndpoint?.Server,
            cluster.ClusterEndpoint?.CertificateAuthority,
            cluster.ClusterEndpoint?.CertificateAuthorityData,
            cluster.ClusterEndpoint?.SkipTlsVerify,
            cluster.ClusterEndpoint?.TlsServerName,
        }) ?? [],
        Contexts = configuration.Contexts?.Select(context => new
        {
            Name = context.Name ?? "",
            context.ContextDetails?.Cluster,
            context.ContextDetails?.User,
            context.ContextDetails?.Namespace,
        }) ?? [],
        Users = configuration.Users?.Select(user => new
        {
            Name = user.Name ?? "",
            user.UserCredentials?.ClientCertificate,
            user.UserCredentials?.ClientCertificateData,
            user.UserCredentials?.ClientKey,
            user.UserCredentials?.ClientKeyData,
            user.UserCredentials?.Token,
            user.UserCredentials?.UserName,
            user.UserCredentials?.Password,
            user.UserCredentials?.Impersonate,
            Groups = user.UserCredentials?.ImpersonateGroups ?? [],
            Provider = user.UserCredentials?.AuthProvider?.Name,
            ProviderConfig = user.UserCredentials?.AuthProvider?.Config,
            user.UserCredentials?.ExternalExecution?.ApiVersion,
            user.UserCredentials?.ExternalExecution?.Command,
            user.UserCredentials?.ExternalExecution?.InstallHint,
            user.UserCredentials?.ExternalExecution?.ProvideClusterInfo,
            Arguments = user.UserCredentials?.ExternalExecution?.Arguments ?? [],
            Variables = user.UserCredentials?.ExternalExecution?.EnvironmentVariables ?? [],
        }) ?? [],
    });
}
