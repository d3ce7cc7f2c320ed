using System.Text.Json;

namespace Goji.Kubernetes;

/// <summary>The reason that one pod gives for not succeeding.</summary>
internal sealed record PodTrouble(string Pod, string Container, int Weight, string Sentence)
{
    private const int Ended = 3;
    private const int Stuck = 2;
    private const int Evicted = 1;

    /// <summary>When it happened, where the pod tells.</summary>
    public DateTimeOffset? At { get; private init; }

    /// <summary>Whether the container ran, so that there is a log.</summary>
    public bool HasLog => Weight == Ended;

    /// <summary>Whether the container was started again since.</summary>
    public bool IsEarlierRun { get; private init; }

    public static PodTrouble? Of(JsonElement pod)
    {
        var name = pod.Field("metadata").TextOrNull("name") ?? "";
        var status = pod.Field("status");
        var containers = status.Items("initContainerStatuses").Concat(status.Items("containerStatuses")).ToList();
        return containers.Select(container => OfContainer(name, container)).OfType<PodTrouble>().OrderByDescending(trouble => trouble.Weight).FirstOrDefault()
            ?? Unschedulable(name, status)
            ?? OfPod(name, status);
    }

    private static PodTrouble? OfContainer(string pod, JsonElement container)
    {
        var name = container.Text("name");
        var now = container.Field("state").Field("terminated");
        var earlier = container.Field("lastState").Field("terminated");
        if ((now ?? earlier) is { } ended && ((JsonElement?)ended).Number("exitCode") is { } code and not 0)
        {
            return new(pod, name, Ended, $"Container '{name}' of pod '{pod}' {HowItEnded(ended, code)}")
            {
                At = ((JsonElement?)ended).Time("finishedAt"),
                IsEarlierRun = now is null,
            };
        }

        return container.Field("state").Field("waiting") is { } waiting && waiting.Text("reason") is { Length: > 0 } reason and not ("ContainerCreating" or "PodInitializing")
            ? new(pod, name, Stuck, $"Container '{name}' of pod '{pod}' is waiting: {reason}{Colon(waiting.Text("message"))}")
            : null;
    }

    private static string HowItEnded(JsonElement ended, int code)
    {
        var how = ended.Text("reason") == "OOMKilled"
            ? $"was killed because it ran out of memory (OOMKilled, exit code {code})"
            : ((JsonElement?)ended).Number("signal") is { } signal and not 0
                ? $"was ended by signal {signal} (exit code {code})"
                : $"exited with code {code}";
        return how + Colon(ended.Text("message"));
    }

    private static PodTrouble? Unschedulable(string pod, JsonElement? status)
    {
        foreach (var condition in status.Items("conditions"))
        {
            if (condition.Text("type") == "PodScheduled" && condition.Text("status") == "False")
            {
                return new(pod, "", Stuck, $"Pod '{pod}' cannot be scheduled{Colon(condition.Text("message"))}")
                {
                    At = ((JsonElement?)condition).Time("lastTransitionTime"),
                };
            }
        }

        return null;
    }

    private static PodTrouble? OfPod(string pod, JsonElement? status) =>
        status.TextOrNull("phase") == "Failed"
            ? new(pod, "", Evicted, $"Pod '{pod}' failed: {status.TextOrNull("reason")}{Colon(status.TextOrNull("message") ?? "")}")
            : null;

    private static string Colon(string message)
    {
        var text = message.Trim();
        return text.Length == 0 ? "." : text.EndsWith('.') ? ": " + text : $": {text}.";
    }
}
