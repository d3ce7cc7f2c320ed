using System.Text;
using System.Text.Json;
using Goji.Reconciling;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    private const int MaxPods = 100;

    public async Task<PodFindings> ExplainAsync(string @namespace, string jobUid, int logLines, CancellationToken cancellationToken)
    {
        // The UID label does not match orphans of an earlier Job of the same name; the name label would.
        var path = $"api/v1/namespaces/{Escape(@namespace)}/pods?limit={MaxPods}&labelSelector={Escape("batch.kubernetes.io/controller-uid=" + jobUid)}";
        var content = await api.SendAsync(new(HttpMethod.Get, path, $"list the pods of a Job in namespace '{@namespace}'"), cancellationToken);
        using var document = JsonDocument.Parse(content);
        var troubles = ((JsonElement?)document.RootElement).Items("items").Select(PodTrouble.Of).OfType<PodTrouble>();
        if (troubles.OrderByDescending(trouble => trouble.Weight).ThenByDescending(trouble => trouble.At).FirstOrDefault() is not { } worst)
        {
            return PodFindings.None;
        }

        var log = worst.HasLog && logLines > 0 ? await ReadLogAsync(@namespace, worst, logLines, cancellationToken) : [];
        return new(worst.Sentence, log);
    }

    private async Task<IReadOnlyList<string>> ReadLogAsync(string @namespace, PodTrouble trouble, int lines, CancellationToken cancellationToken)
    {
        var path = $"api/v1/namespaces/{Escape(@namespace)}/pods/{Escape(trouble.Pod)}/log?container={Escape(trouble.Container)}&tailLines={lines}&limitBytes=262144"
            + (trouble.IsEarlierRun ? "&previous=true" : "");
        try
        {
            var content = await api.SendAsync(new(HttpMethod.Get, path, $"read the log of pod '{@namespace}/{trouble.Pod}'"), cancellationToken);
            return Encoding.UTF8.GetString(content).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n') is [not "", ..] text ? text : [];
        }
        catch (ClusterException)
        {
            // The pod may be gone by now, or its log not readable for this runner: the reason stands without it.
            return [];
        }
    }
}
