using Goji.Kubernetes.Api;
using Goji.Model;
using Goji.Ports;

namespace Goji.Kubernetes;

/// <summary>
/// The cluster behind an API server. Requests are made of paths and JSON: a manifest keeps every field, and no model class is loaded.
/// </summary>
internal sealed partial class KubernetesCluster : ICluster
{
    private const int PageSize = 500;

    private readonly ApiClient api;
    private readonly string? defaultNamespace;
    private readonly TimeProvider clock;
    private readonly string? account;

    public KubernetesCluster(
        IApiTransport transport, string? defaultNamespace, IGojiLog log, TimeProvider time, ApiTimeouts? patience = null)
    {
        api = new(transport, patience ?? new(), log, time);
        kinds = new(api);
        this.defaultNamespace = defaultNamespace;
        clock = time;
    }

    private KubernetesCluster(KubernetesCluster cluster, string account)
    {
        api = cluster.api;
        kinds = cluster.kinds;
        defaultNamespace = cluster.defaultNamespace;
        clock = cluster.clock;
        this.account = account;
    }

    public string? Context => api.Transport.Context;

    public string Address => api.Address;

    public TimeSpan SilentFor => api.Watch.SilentFor;

    public string DefaultNamespace => defaultNamespace ?? api.Transport.Namespace ?? "default";

    public DateTimeOffset Now => api.Clock.Now;

    public DateTimeOffset NowAtMost => api.Clock.NowAtMost;

    public ICluster As(string? user) => user is null || user == account ? this : new KubernetesCluster(this, user);

    public void Dispose()
    {
        if (account is null)
        {
            api.Dispose();
        }
    }

    private Task<byte[]> SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        api.SendAsync(AsAccount(request), cancellationToken);

    private Task<T> SendAsync<T>(ApiRequest request, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken) =>
        api.SendAsync(AsAccount(request), read, cancellationToken);

    private ApiRequest AsAccount(ApiRequest request) => account is null ? request : request with { Account = account };

    private static string Escape(string segment) => Uri.EscapeDataString(segment);
}
