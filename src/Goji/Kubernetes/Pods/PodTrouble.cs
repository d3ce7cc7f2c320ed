using System.Text.Json;

namespace Goji.Kubernetes.Pods;

/// <summary>The reason that one pod gives for not succeeding.</summary>
/// <param name="Report">What it is.</param>
/// <param name="Weight">How much it explains: a container that ended explains more than one that waits.</param>
internal sealed record PodTrouble(PodReport Report, int Weight)
{
    private const int Ended = 3;
    private const int Stuck = 2;
    private const int Lost = 1;

    /// <summary>Whether the container ran, so that there is a log.</summary>
    public bool HasLog => Report.ExitCode is not null;

    /// <summary>Whether the container was started again since.</summary>
    public bool IsEarlierRun { get; private init; }

    public static PodTrouble? Of(JsonElement pod)
    {
        var metadata = pod.Field("metadata");
        var name = metadata.TextOrNull("name") ?? "";
        var since = metadata.Time("creationTimestamp");
        var status = pod.Field("status");
        var containers = status.Items("initContainerStatuses").Concat(status.Items("containerStatuses"));
        var trouble = containers
            .Select(container => OfContainer(name, container, since))
            .OfType<PodTrouble>()
            .MaxBy(trouble => trouble.Weight);
        return PodDisruption.Of(status) is { } disruption
            ? Disrupted(name, disruption, trouble)
            : trouble ?? Unschedulable(name, status) ?? OfPod(name, status);
    }

    private static PodTrouble Disrupted(string pod, PodDisruption disruption, PodTrouble? container)
    {
        var ended = container is { Report.ExitCode: not null } ? container : new(new() { Pod = pod }, Ended);
        return ended with
        {
            Report = ended.Report with
            {
                Disruption = disruption.Reason,
                Reason = disruption.Reason,
                Message = disruption.Message,
                At = ended.Report.At ?? disruption.At,
                Sentence = $"{disruption.Sentence(pod)} {ended.Report.Sentence}".TrimEnd(),
            },
        };
    }

    private static PodTrouble? OfContainer(string pod, JsonElement container, DateTimeOffset? since)
    {
        var name = container.Text("name");
        var now = container.Field("state").Field("terminated");
        var ended = now ?? container.Field("lastState").Field("terminated");
        if (ended.Number("exitCode") is { } code and not 0)
        {
            var report = new PodReport
            {
                Pod = pod,
                Container = name,
                ExitCode = code,
                Signal = ended.Number("signal") is { } signal and not 0 ? signal : null,
                Reason = ended.TextOrNull("reason") ?? "",
                Message = ended.TextOrNull("message")?.Trim() ?? "",
                At = ended.Time("finishedAt"),
            };
            return new(report with { Sentence = $"Container '{name}' of pod '{pod}' {HowItEnded(report)}{Colon(report.Message)}" }, Ended)
            {
                IsEarlierRun = now is null,
            };
        }

        var waiting = container.Field("state").Field("waiting");
        return waiting.TextOrNull("reason") is { } reason and not ("" or "ContainerCreating" or "PodInitializing")
            ? Waiting(
                pod, name, reason, waiting.TextOrNull("message") ?? "", since, $"Container '{name}' of pod '{pod}' is waiting: {reason}")
            : null;
    }

    private static string HowItEnded(PodReport report) => report switch
    {
        { Reason: "OOMKilled" } => $"was killed because it ran out of memory (OOMKilled, exit code {report.ExitCode})",
        { Signal: { } signal } => $"was ended by signal {signal} (exit code {report.ExitCode})",
        _ => $"exited with code {report.ExitCode}",
    };

    private static PodTrouble? Unschedulable(string pod, JsonElement? status)
    {
        foreach (var condition in status.Items("conditions").Select(condition => (JsonElement?)condition))
        {
            // A gated pod waits because its author set the gate.
            if (condition.TextOrNull("type") == "PodScheduled"
                && condition.TextOrNull("status") == "False"
                && condition.TextOrNull("reason") != "SchedulingGated")
            {
                var reason = condition.TextOrNull("reason") ?? "Unschedulable";
                return Waiting(
                    pod,
                    "",
                    reason,
                    condition.TextOrNull("message") ?? "",
                    condition.Time("lastTransitionTime"),
                    $"Pod '{pod}' cannot be scheduled");
            }
        }

        return null;
    }

    private static PodTrouble? OfPod(string pod, JsonElement? status)
    {
        if (status.TextOrNull("phase") != "Failed")
        {
            return null;
        }

        var message = status.TextOrNull("message") ?? "";
        return new(new() { Pod = pod, Message = message, Sentence = $"Pod '{pod}' failed{Colon(message)}" }, Lost);
    }

    private static PodTrouble Waiting(
        string pod, string container, string reason, string message, DateTimeOffset? since, string sentence) => new(
        new()
        {
            Pod = pod,
            Container = container,
            Reason = reason,
            Message = message.Trim(),
            At = since,
            Sentence = sentence + Colon(message),
        },
        Stuck);

    /// <summary>The end of a sentence: the given account, if there is any.</summary>
    public static string Colon(string message)
    {
        var text = message.Trim();
        return text.Length == 0 ? "." : text.EndsWith('.') ? ": " + text : $": {text}.";
    }
}
