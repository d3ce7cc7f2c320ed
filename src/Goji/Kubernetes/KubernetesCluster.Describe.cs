using System.Text.Json;
using Goji.Kubernetes.Pods;
using Goji.Ports.Pods;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    /// <summary>How many events of an object are shown.</summary>
    private const int MaxShownEvents = 100;

    public async Task<IReadOnlyList<PodDetail>> DescribePodsAsync(string @namespace, string jobUid, CancellationToken cancellationToken)
    {
        var path = $"api/v1/namespaces/{Escape(@namespace)}/pods?limit={MaxPods}"
            + $"&labelSelector={Escape("batch.kubernetes.io/controller-uid=" + jobUid)}";
        var content = await api.SendAsync(
            new(HttpMethod.Get, path, $"list the pods of a Job in namespace '{@namespace}'") { Answer = "PodList" }, cancellationToken);
        using var document = JsonDocument.Parse(content);
        return [.. ((JsonElement?)document.RootElement).Items("items").Select(pod => PodDetails.Of(@namespace, pod)).OrderBy(
            pod => pod.CreatedAt)];
    }

    public async Task<IReadOnlyList<ClusterEvent>> ListEventsAsync(string @namespace, string uid, CancellationToken cancellationToken)
    {
        using var events = await ReadEventsAsync(@namespace, $"involvedObject.uid={uid}", cancellationToken);
        return [.. PodDetails.EventsOf(events.RootElement).Take(MaxShownEvents)];
    }
}
