using Goji.Sandbox.Http;

namespace Goji.Sandbox;

/// <summary>A <see cref="SandboxCluster"/> on a port of this machine, for programs that know Kubernetes by its address.</summary>
public sealed class SandboxListener : IAsyncDisposable
{
    private readonly LoopbackServer server;

    internal SandboxListener(LoopbackServer server)
    {
        this.server = server;
    }

    /// <summary>Gets the address, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => server.Address;

    /// <summary>Writes a kubeconfig file whose only context is the cluster.</summary>
    /// <param name="path">The file; what it holds is replaced.</param>
    /// <returns>The path, for <c>KUBECONFIG</c>.</returns>
    public string WriteKubeconfig(string path)
    {
        File.WriteAllText(path, $$"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: sandbox
              cluster:
                server: {{Address.GetLeftPart(UriPartial.Authority)}}
            users:
            - name: sandbox
              user: {}
            contexts:
            - name: sandbox
              context:
                cluster: sandbox
                user: sandbox
                namespace: default
            current-context: sandbox

            """);
        return path;
    }

    /// <summary>Stops listening. Watches end; the cluster lives on.</summary>
    /// <returns>A task that completes when no request is being answered.</returns>
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
