using Goji.Yaml;
using k8s.KubeConfigModels;

namespace Goji.Kubernetes.Access;

/// <summary>Reads a kubeconfig file into KubernetesClient's model of it.</summary>
/// <remarks>
/// KubernetesClient's own reader looks at each of its thousand model classes before the first file: most of what starting it costs
/// (docs/performance.md).
/// </remarks>
internal static class KubeconfigFile
{
    /// <exception cref="YamlSyntaxException">The file is not YAML.</exception>
    /// <exception cref="InvalidDataException">It is YAML of another shape.</exception>
    public static K8SConfiguration Read(byte[] content)
    {
        var documents = new YamlTree(new YamlEvents(YamlText.Decode(content)), new YamlBudget()).Documents();
        var root = new KubeconfigNode(documents.Select(document => document.Root).FirstOrDefault());
        return new()
        {
            CurrentContext = root.Text("current-context"),
            Clusters = [.. root.Items("clusters").Select(Cluster)],
            Contexts = [.. root.Items("contexts").Select(Context)],
            Users = [.. root.Items("users").Select(User)],
        };
    }

    private static Cluster Cluster(KubeconfigNode node) => new()
    {
        Name = node.Name,
        ClusterEndpoint = node.Field("cluster") is not { } cluster ? null : new KubeconfigEndpoint
        {
            Server = cluster.Text("server"),
            CertificateAuthority = cluster.Text("certificate-authority"),
            CertificateAuthorityData = cluster.Text("certificate-authority-data"),
            SkipTlsVerify = cluster.Flag("insecure-skip-tls-verify"),
            TlsServerName = cluster.Text("tls-server-name"),
            ProxyUrl = cluster.Text("proxy-url"),
            PluginConfig = cluster
                .Items("extensions")
                .FirstOrDefault(extension => extension.Name == "client.authentication.k8s.io/exec")
                .Field("extension")?.Json(),
        },
    };

    private static Context Context(KubeconfigNode node) => new()
    {
        Name = node.Name,
        ContextDetails = node.Field("context") is not { } context ? null : new()
        {
            Cluster = context.Text("cluster"),
            User = context.Text("user"),
            Namespace = context.Text("namespace"),
        },
    };

    private static User User(KubeconfigNode node) => new()
    {
        Name = node.Name,
        UserCredentials = node.Field("user") is not { } user ? null : new KubeconfigCredentials
        {
            ClientCertificate = user.Text("client-certificate"),
            ClientCertificateData = user.Text("client-certificate-data"),
            ClientKey = user.Text("client-key"),
            ClientKeyData = user.Text("client-key-data"),
            Token = user.Text("token"),
            TokenFile = user.Text("tokenFile"),
            Impersonate = user.Text("as"),
            ImpersonateUid = user.Text("as-uid"),
            ImpersonateGroups = [.. user.Items("as-groups").Select(group => group.Value ?? "")],
            ImpersonateExtra = [.. user.Field("as-user-extra")?.Lists() ?? []],
            UserName = user.Text("username"),
            Password = user.Text("password"),
            AuthProvider = user.Field("auth-provider") is not { } provider ? null : new()
            {
                Name = provider.Text("name"),
                Config = provider.Field("config")?.Texts(),
            },
            ExternalExecution = user.Field("exec") is not { } exec ? null : new KubeconfigPlugin
            {
                ApiVersion = exec.Text("apiVersion"),
                Command = exec.Text("command"),
                Arguments = [.. exec.Items("args").Select(argument => argument.Value ?? "")],
                EnvironmentVariables = [.. exec.Items("env").Select(variable => variable.Texts())],
                InstallHint = exec.Text("installHint"),
                InteractiveMode = exec.Text("interactiveMode"),
                ProvideClusterInfo = exec.Flag("provideClusterInfo"),
            },
        },
    };
}
