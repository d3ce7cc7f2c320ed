using k8s;
using k8s.KubeConfigModels;

namespace Goji.Kubernetes.Access;

/// <summary>What a kubeconfig's context says about reaching a cluster, and as whom: what KubernetesClient makes of it, and what it leaves out.</summary>
internal sealed record ClusterAccess(KubernetesClientConfiguration Configuration)
{
    public ApiProxy? Proxy { get; init; }

    public Impersonation? Impersonation { get; init; }

    /// <exception cref="InvalidDataException">The context cannot be used.</exception>
    public static ClusterAccess Of(K8SConfiguration kubeconfig, string context)
    {
        // KubernetesClient does not tell capital letters from small ones in names, and kubectl does: it gets to see no others than those that are meant.
        var used = kubeconfig.Contexts.First(known => known.Name == context);
        var cluster = kubeconfig.Clusters.FirstOrDefault(known => known.Name == used.ContextDetails?.Cluster && known.ClusterEndpoint is not null)
            ?? throw new InvalidDataException($"the context '{context}' names no cluster that is in it.");
        var endpoint = (KubeconfigEndpoint)cluster.ClusterEndpoint;
        var proxy = string.IsNullOrEmpty(endpoint.ProxyUrl) ? null : ApiProxy.Parse(endpoint.ProxyUrl, cluster.Name);
        var user = UserOf(kubeconfig, used);
        var credentials = (KubeconfigCredentials?)user?.UserCredentials ?? new();
        var impersonation = Impersonation.Of(credentials, user?.Name ?? "");
        var tokenFile = string.IsNullOrEmpty(credentials.TokenFile) ? null : TokenFile.Open(credentials.TokenFile, credentials.Token, user!.Name);
        credentials.LeaveOutWhatKubectlDoesNotUse();
        if (credentials.AuthProvider is { Name: not "oidc" } provider)
        {
            throw new InvalidDataException($"user '{user!.Name}' has the auth-provider '{provider.Name}', and neither kubectl nor Goji knows another one than oidc. Use the exec plugin that has taken its place.");
        }

        if (credentials.ExternalExecution is KubeconfigPlugin plugin)
        {
            ExecPlugin.Prepare(plugin, endpoint, user!.Name, hasTerminal: !Console.IsInputRedirected);
        }

        // A user without credentials is anonymous to kubectl and an error to KubernetesClient, which takes a context without a user for that.
        used.ContextDetails!.User = credentials.AreKnownToKubernetesClient ? used.ContextDetails.User : null;
        kubeconfig.Contexts = [used];
        kubeconfig.Clusters = [cluster];
        kubeconfig.Users = user is null ? [] : [user];
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigObject(kubeconfig, context);
        configuration.TokenProvider = tokenFile ?? configuration.TokenProvider;
        return new(configuration) { Proxy = proxy, Impersonation = impersonation };
    }

    private static User? UserOf(K8SConfiguration kubeconfig, Context context) => string.IsNullOrWhiteSpace(context.ContextDetails.User)
        ? null
        : kubeconfig.Users.FirstOrDefault(known => known.Name == context.ContextDetails.User)
            ?? throw new InvalidDataException($"the context '{context.Name}' names the user '{context.ContextDetails.User}', who is not in it.");
}
