using System.Text.Json;
using Goji.Kubernetes.Api;
using Goji.Kubernetes.Jobs;
using Goji.Model;
using Goji.Ports;
using Goji.Ports.Kueue;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    /// <summary>The versions of Kueue's API that the cluster serves, the preferred one first; null while they are not known.</summary>
    private IReadOnlyList<string>? kueueVersions;

    public async Task<bool> HasKueueAsync(CancellationToken cancellationToken) => (await KueueVersionsAsync(cancellationToken)).Count > 0;

    public async Task<IReadOnlyList<Workload>> ListWorkloadsAsync(
        string @namespace, IReadOnlyCollection<string> jobUids, CancellationToken cancellationToken)
    {
        var selector = jobUids.Count > MaxUidsInSelector
            ? ""
            : $"&labelSelector={Escape($"{KueueNames.JobUid} in ({string.Join(',', jobUids)})")}";
        foreach (var version in await KueueVersionsAsync(cancellationToken))
        {
            try
            {
                return await ListWorkloadsAsync(
                    $"apis/{KueueNames.Group}/{version}/namespaces/{Escape(@namespace)}/workloads",
                    selector,
                    @namespace,
                    cancellationToken);
            }
            catch (ClusterException exception) when (exception.Failure == ClusterFailure.NotFound)
            {
                // Not every version of the group has every kind.
            }
        }

        return [];
    }

    private async Task<IReadOnlyList<Workload>> ListWorkloadsAsync(
        string path, string selector, string @namespace, CancellationToken cancellationToken)
    {
        var workloads = new List<Workload>();
        var continuation = "";
        do
        {
            var request = new ApiRequest(
                HttpMethod.Get, $"{path}?limit={PageSize}{selector}{continuation}", $"list the Workloads of namespace '{@namespace}'")
            {
                Answer = "WorkloadList",
                MayBeUnknown = true,
            };
            var content = await api.SendAsync(request, cancellationToken);
            using var page = JsonDocument.Parse(content);
            workloads.AddRange(((JsonElement?)page.RootElement).Items("items").Select(WorkloadJson.Read));
            continuation = JobJson.ContinuationOf(content) is { } token ? $"&continue={Escape(token)}" : "";
        }
        while (continuation.Length > 0);
        return workloads;
    }

    private async Task<IReadOnlyList<string>> KueueVersionsAsync(CancellationToken cancellationToken)
    {
        if (kueueVersions is not null)
        {
            return kueueVersions;
        }

        try
        {
            var request = new ApiRequest(HttpMethod.Get, $"apis/{KueueNames.Group}", "find out about Kueue")
            {
                Answer = "APIGroup",
                MayBeUnknown = true,
            };
            using var group = JsonDocument.Parse(await api.SendAsync(request, cancellationToken));
            var preferred = group.RootElement.Field("preferredVersion").TextOrNull("version");
            var versions = ((JsonElement?)group.RootElement).Items("versions").Select(version => version.Text("version"));
            return kueueVersions = [.. versions.OrderByDescending(version => version == preferred)];
        }
        catch (ClusterException exception) when (exception.Failure == ClusterFailure.NotFound)
        {
            return kueueVersions = [];
        }
    }
}
