using System.Text.Json;
using CsCheck;
using Goji.Kubernetes;
using Goji.Kubernetes.Access;
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
    public void Any_lines_left_out_change_nothing_about_that()
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
    public void What_is_wrong_with_one_is_told_without_quoting_it(string text, string reason)
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
    public void Context_that_leads_nowhere_is_refused(string context, string reason)
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
