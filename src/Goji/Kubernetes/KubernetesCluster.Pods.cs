using System.Text;
using System.Text.Json;
using Goji.Kubernetes.Pods;
using Goji.Ports;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    /// <summary>Maximum number of pods of a Job that are read.</summary>
    private const int MaxPods = 100;

    /// <summary>Of how many pods the log, or the events, are read.</summary>
    private const int MaxLogs = 3;

    /// <summary>How many events are read: those of one object, which the cluster keeps for an hour.</summary>
    private const int MaxEvents = 500;

    public async Task<IReadOnlyList<PodReport>> ExplainAsync(
        string @namespace, string jobUid, int logLines, CancellationToken cancellationToken)
    {
        // The UID label does not match orphans of an earlier Job of the same name; the name label would.
        var path = $"api/v1/namespaces/{Escape(@namespace)}/pods?limit={MaxPods}"
            + $"&labelSelector={Escape("batch.kubernetes.io/controller-uid=" + jobUid)}";
        var content = await SendAsync(
            new(HttpMethod.Get, path, $"list the pods of a Job in namespace '{@namespace}'") { Answer = "PodList" }, cancellationToken);
        using var document = JsonDocument.Parse(content);
        var pods = ((JsonElement?)document.RootElement).Items("items").ToList();
        if (pods.Count == 0)
        {
            return await ExplainWithoutPodsAsync(@namespace, jobUid, cancellationToken);
        }

        var troubles = pods.Select(PodTrouble.Of).OfType<PodTrouble>()
            .OrderByDescending(trouble => trouble.Weight).ThenByDescending(trouble => trouble.Report.At).ToList();
        if (troubles.Count == 0)
        {
            return await ExplainPendingPodsAsync(@namespace, pods, cancellationToken);
        }

        var reports = new List<PodReport>();
        foreach (var trouble in troubles)
        {
            var isLogWanted = trouble.HasLog && logLines > 0 && reports.Count < MaxLogs;
            reports.Add(
                isLogWanted
                    ? trouble.Report with { Log = await ReadLogAsync(@namespace, trouble, logLines, cancellationToken) }
                    : trouble.Report);
        }

        return reports;
    }

    /// <summary>
    /// Only its events show why a Job has no pod: what forbids the pods (a missing service account, Pod Security, a quota) answers the
    /// controller alone.
    /// </summary>
    private async Task<IReadOnlyList<PodReport>> ExplainWithoutPodsAsync(
        string @namespace, string jobUid, CancellationToken cancellationToken)
    {
        using var events = await ReadEventsAsync(
                @namespace, $"involvedObject.uid={jobUid},reason=FailedCreate", cancellationToken);
        return EventTrouble.OfJob(events.RootElement) is { } report ? [report] : [];
    }

    /// <summary>The status of a pod whose volume is missing shows only that its containers are being created.</summary>
    private async Task<IReadOnlyList<PodReport>> ExplainPendingPodsAsync(
        string @namespace, IReadOnlyList<JsonElement> pods, CancellationToken cancellationToken)
    {
        var reports = new List<PodReport>();
        foreach (var pod in pods.Where(pod => pod.Field("status").TextOrNull("phase") == "Pending").Take(MaxLogs))
        {
            using var events = await ReadEventsAsync(
                @namespace, $"involvedObject.uid={pod.Field("metadata").TextOrNull("uid")}", cancellationToken);
            reports.AddRange(EventTrouble.OfPod(pod, events.RootElement) is { } report ? [report] : []);
        }

        return reports;
    }

    private async Task<JsonDocument> ReadEventsAsync(string @namespace, string fieldSelector, CancellationToken cancellationToken)
    {
        var path = $"api/v1/namespaces/{Escape(@namespace)}/events?limit={MaxEvents}&fieldSelector={Escape(fieldSelector)}";
        return JsonDocument.Parse(
            await SendAsync(
                new(HttpMethod.Get, path, $"list events in namespace '{@namespace}'") { Answer = "EventList" }, cancellationToken));
    }

    private async Task<IReadOnlyList<string>> ReadLogAsync(
        string @namespace, PodTrouble trouble, int lines, CancellationToken cancellationToken)
    {
        var path = $"api/v1/namespaces/{Escape(@namespace)}/pods/{Escape(trouble.Report.Pod)}/log"
            + $"?container={Escape(trouble.Report.Container)}&tailLines={lines}&limitBytes=262144"
            + (trouble.IsEarlierRun ? "&previous=true" : "");
        try
        {
            var content = await SendAsync(
                new(HttpMethod.Get, path, $"read the log of pod '{@namespace}/{trouble.Report.Pod}'") { AnswerMediaType = "text/plain" },
                cancellationToken);
            return Encoding.UTF8.GetString(content).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n') is [not "", ..] text ? text : [];
        }
        catch (ClusterException)
        {
            // The pod may be gone, or this runner may not read its log: the reason is reported without it.
            return [];
        }
    }
}
