using Goji.Kubernetes.Access;
using Goji.Kubernetes.Api;
using Goji.Model;

namespace Goji;

/// <summary>How the API server of a cluster is reached.</summary>
public sealed class ClusterConnection
{
    private readonly Func<Secrets, IApiTransport> open;

    private ClusterConnection(Func<Secrets, IApiTransport> open) => this.open = open;

    /// <summary>
    /// Reaches the cluster that a kubeconfig names, found as kubectl finds it: the given file, the files that the environment variable
    /// <c>KUBECONFIG</c> lists (merged), <c>~/.kube/config</c>, the service account of the pod.
    /// </summary>
    /// <param name="kubeconfig">The kubeconfig file, or <see langword="null"/> to find it.</param>
    /// <param name="context">The context, or <see langword="null"/> for the current one.</param>
    /// <returns>The connection. Files are read when it is first used; what is wrong with them is then a
    /// <see cref="GojiUsageException"/>.</returns>
    public static ClusterConnection FromKubeconfig(string? kubeconfig = null, string? context = null) =>
        new(secrets => KubernetesTransport.Open(KubeConfiguration.Find(kubeconfig, context), secrets));

    /// <summary>Reaches a cluster whose requests a handler answers in this process, such as the embedded sandbox.</summary>
    /// <param name="handler">The handler. It is not disposed of with the connection.</param>
    /// <param name="address">The address that messages show and that requests carry, such as <c>http://sandbox</c>.</param>
    /// <returns>The connection.</returns>
    public static ClusterConnection Through(HttpMessageHandler handler, Uri address)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(address);
        return new(_ => new HandlerTransport(handler, address));
    }

    /// <param name="secrets">Receives the credentials that requests carry.</param>
    internal IApiTransport Open(Secrets? secrets = null) => open(secrets ?? new());
}
