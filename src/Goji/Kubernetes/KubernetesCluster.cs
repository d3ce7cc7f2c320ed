using Goji.Kubernetes.Api;
using Goji.Model;
using Goji.Ports;

namespace Goji.Kubernetes;

/// <summary>The cluster behind an API server. Requests are made of paths and JSON: a manifest keeps every field, and no model class is loaded.</summary>
internal sealed partial class KubernetesCluster : ICluster
{
    private const int PageSize = 500;

    private readonly ApiClient api;
    private readonly string? defaultNamespace;
    private readonly TimeProvider clock;

    public KubernetesCluster(IApiTransport transport, string? defaultNamespace, IGojiLog log, TimeProvider time, ApiPatience? patience = null)
    {
        api = new(transport, patience ?? new(), log, time);
        kinds = new(api);
        this.defaultNamespace = defaultNamespace;
        clock = time;
    }

    public string Address => api.Address;

    public string DefaultNamespace => defaultNamespace ?? api.Transport.Namespace ?? "default";

    public DateTimeOffset Now => api.Clock.Now;

    public DateTimeOffset NowAtMost => api.Clock.NowAtMost;

    public void Dispose() => api.Dispose();

    private static string Escape(string segment) => Uri.EscapeDataString(segment);
}
