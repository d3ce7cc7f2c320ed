using System.Globalization;
using System.Text.Json;
using Goji.Kubernetes.Api;
using Goji.Kubernetes.Jobs;
using Goji.Kubernetes.Pods;
using Goji.Ports.Pods;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    /// <summary>Up to this many UIDs fit into a selector, and so into a URL.</summary>
    private const int MaxUidsInSelector = 50;

    public async Task<IReadOnlyList<PodContainer>> ListContainersAsync(
        string @namespace, IReadOnlyCollection<string> jobUids, CancellationToken cancellationToken)
    {
        var containers = new List<PodContainer>();
        foreach (var uids in jobUids.Chunk(MaxUidsInSelector))
        {
            var selector = Escape($"batch.kubernetes.io/controller-uid in ({string.Join(',', uids)})");
            var continuation = "";
            do
            {
                var path = $"api/v1/namespaces/{Escape(@namespace)}/pods?limit={PageSize}&labelSelector={selector}{continuation}";
                var content = await SendAsync(
                    new(
                        HttpMethod.Get,
                        path,
                        $"list the pods of Jobs in namespace '{@namespace}'") { Answer = "PodList" }, cancellationToken);
                using var page = JsonDocument.Parse(content);
                containers.AddRange(((JsonElement?)page.RootElement).Items("items").SelectMany(pod => PodContainers.Of(@namespace, pod)));
                continuation = JobJson.ContinuationOf(content) is { } token ? $"&continue={Escape(token)}" : "";
            }
            while (continuation.Length > 0);
        }

        return containers;
    }

    public IAsyncEnumerable<LogLine> ReadLogAsync(PodContainer container, LogQuery query, CancellationToken cancellationToken)
    {
        var path = $"api/v1/namespaces/{Escape(container.Namespace)}/pods/{Escape(container.Pod)}/log"
            + $"?container={Escape(container.Name)}&timestamps=true"
            + (query.Follow ? "&follow=true" : "")
            + (query.Previous ? "&previous=true" : "")
            + (query.Since is { } since ? $"&sinceTime={Escape(since)}" : "")
            + (query.Tail is { } tail ? string.Create(CultureInfo.InvariantCulture, $"&tailLines={tail}") : "")
            + (query.LimitBytes is { } limit ? string.Create(CultureInfo.InvariantCulture, $"&limitBytes={limit}") : "");
        var request = new ApiRequest(HttpMethod.Get, path, $"read the log of pod '{container.Namespace}/{container.Pod}'")
        {
            AnswerMediaType = "text/plain",
            IsFollowed = query.Follow,
        };
        return LogLines.ReadAsync(token => api.OpenAsync(request, token), cancellationToken);
    }
}
