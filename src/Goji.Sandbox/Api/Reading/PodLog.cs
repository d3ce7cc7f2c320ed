using System.Globalization;
using System.Text.Json.Nodes;
using Goji.Sandbox.Http;
using Goji.Sandbox.Jobs.Pods;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Reading;

/// <summary>The log of a pod's container, as the API server and the kubelet serve it.</summary>
internal sealed class PodLog
{
    private readonly Cluster cluster;
    private readonly ApiTarget target;
    private readonly ApiQuery query;
    private readonly string container;
    private int run;
    private (StoredObject? Pod, ContainerLog? Log) seen;

    /// <exception cref="ApiFailure">The container has no log, or there is none of that name.</exception>
    public PodLog(Cluster cluster, ApiTarget target, ApiQuery query)
    {
        this.cluster = cluster;
        this.target = target;
        this.query = query;
        container = cluster.Read((store, _) => Check(store));
    }

    public ApiResponse Answer() => new() { Code = 200, ContentType = "text/plain", Stream = WriteAsync };

    private async Task WriteAsync(Stream into, CancellationToken cancellationToken)
    {
        var follows = query.Flag("follow") && !query.Flag("previous");
        var left = query.Number("limitBytes") ?? long.MaxValue;
        int? next = null;
        try
        {
            while (left > 0)
            {
                var (log, now) = ReadLog();
                var count = log?.CountAt(now) ?? next ?? 0;
                next ??= First(log!, count, now);
                for (; next < count && left > 0; next++)
                {
                    var line = log!.Line(next.Value, query.Flag("timestamps")).AsMemory();
                    line = line.Length > left ? line[..(int)left] : line;
                    left -= line.Length;
                    await into.WriteAsync(line, cancellationToken);
                }

                await into.FlushAsync(cancellationToken);
                if (!follows || log is null || log.IsOver || left <= 0)
                {
                    return;
                }

                await WaitAsync(log, next.Value, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody reads any more.
        }
    }

    /// <summary>The first line that is requested.</summary>
    private int First(ContainerLog log, int count, DateTimeOffset now)
    {
        var since = query["sinceTime"] is { } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : query.Number("sinceSeconds") is { } seconds ? now - TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.MinValue;

        // The API server hands the time to the kubelet in whole seconds.
        since = since.AddTicks(-(since.Ticks % TimeSpan.TicksPerSecond));
        var first = 0;
        while (first < count && log.TimeOf(first) < since)
        {
            first++;
        }

        return query.Number("tailLines") is { } tail ? Math.Max(first, (int)Math.Max(0, count - Math.Max(0, tail))) : first;
    }

    private async Task WaitAsync(ContainerLog log, int next, CancellationToken cancellationToken)
    {
        var now = cluster.Clock.GetUtcNow();
        var line = log.Rate is null ? TimeSpan.MaxValue : log.TimeOf(next) - now;
        var change = cluster.AdvanceAndAskForNext() ?? TimeSpan.FromSeconds(1);
        var pause = line < change ? line : change;
        var shortest = TimeSpan.FromMilliseconds(10);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Notice(Change _) => changed.TrySetResult();
        cluster.Changed += Notice;
        try
        {
            await Task.WhenAny(changed.Task, Task.Delay(pause > shortest ? pause : shortest, cluster.Clock, waiting.Token));
        }
        finally
        {
            cluster.Changed -= Notice;
            await waiting.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The log as it is now; null once the pod is gone.</summary>
    private (ContainerLog? Log, DateTimeOffset Now) ReadLog() => cluster.Read((store, now) =>
    {
        var pod = store.Find(ResourceKind.Pod, target.Namespace ?? "", target.Name!);
        if (!ReferenceEquals(pod, seen.Pod))
        {
            seen = (pod, pod is null ? null : Read(pod.Open()) ?? ToItsEnd(pod.Open(), seen.Log!));
        }

        return (seen.Log, now);
    });

    /// <summary>A log that the node has removed is read to its end by who has it open.</summary>
    private static ContainerLog ToItsEnd(JsonObject body, ContainerLog log) =>
        log with { EndedAt = log.EndedAt ?? log.StartedAt + PodScript.Read(body).Duration };

    /// <summary>The log of the run that the reader has begun with, whatever was started since; null where the pod has lost it.</summary>
    private ContainerLog? Read(JsonObject body)
    {
        var status = StatusOf(body, container);
        var pod = cluster.Controller.RunOf(body);
        return Newest(status) == run
            ? ContainerLog.Of(
                body,
                container,
                status.Object(IsBetweenRuns(status) ? "lastState" : "state"),
                pod is null ? null : (pod.Started, pod.Finished))
            : Earliest(status) == run ? ContainerLog.Of(body, container, status.Object("lastState"), pod?.Earlier)
            : null;
    }

    private static int Newest(JsonObject? status) => status.Int("restartCount") ?? 0;

    /// <summary>The oldest run that has a log.</summary>
    private static int Earliest(JsonObject? status) =>
        Newest(status) - (status.Object("lastState").Object("terminated") is not null && !IsBetweenRuns(status) ? 1 : 0);

    private string Check(ObjectStore store)
    {
        var pod = store.Find(ResourceKind.Pod, target.Namespace ?? "", target.Name!)
            ?? throw ApiFailure.NotFound(ResourceKind.Pod, target.Name!);
        var body = pod.Open();
        var name = Container(body, pod.Name, query["container"]);
        var status = StatusOf(body, name);
        if (status.Object("state").Object("waiting") is { } waiting && !IsBetweenRuns(status))
        {
            throw ApiFailure.BadRequest(
                $"container \"{name}\" in pod \"{pod.Name}\" is waiting to start: {Friendly(waiting.Text("reason"))}");
        }

        run = query.Flag("previous") ? Earliest(status) : Newest(status);
        return query.Flag("previous") && status.Object("lastState").Object("terminated") is null
            ? throw ApiFailure.BadRequest($"previous terminated container \"{name}\" in pod \"{pod.Name}\" not found")
            : name;
    }

    // While a container waits to be started again, its last run is the newest there is.
    private static bool IsBetweenRuns(JsonObject? status) =>
        status.Object("state").Object("waiting") is not null && status.Object("lastState").Object("terminated") is not null;

    private static JsonObject? StatusOf(JsonObject body, string name) =>
        body.Object("status").Objects("containerStatuses").Concat(body.Object("status").Objects("initContainerStatuses"))
            .FirstOrDefault(one => one.Text("name") == name);

    private static string Container(JsonObject body, string pod, string? wanted)
    {
        var containers = body.Object("spec").Objects("containers").Select(one => one.Text("name")!).ToList();
        var init = body.Object("spec").Objects("initContainers").Select(one => one.Text("name")!).ToList();
        if (wanted is not null)
        {
            return containers.Contains(wanted) || init.Contains(wanted)
                ? wanted
                : throw ApiFailure.BadRequest($"container {wanted} is not valid for pod {pod}");
        }

        if (containers.Count == 1)
        {
            return containers[0];
        }

        var choice = $"choose one of: [{string.Join(' ', containers)}]";
        var inits = init.Count == 0 ? "" : $" or one of the init containers: [{string.Join(' ', init)}]";
        throw ApiFailure.BadRequest($"a container name must be specified for pod {pod}, {choice}{inits}");
    }

    private static string Friendly(string? reason) => reason switch
    {
        "ErrImagePull" => "image can't be pulled",
        "ImagePullBackOff" => "trying and failing to pull image",
        _ => reason ?? "ContainerCreating",
    };
}
