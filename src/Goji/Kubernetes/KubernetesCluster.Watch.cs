using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Goji.Kubernetes.Jobs;
using Goji.Ports;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    public async Task WatchJobsAsync(
        string @namespace, string labelSelector, IReadOnlySet<string> uids, TimeSpan time, CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            // Without a resource version, a watch begins with the Jobs as they are: none that ended meanwhile is missed.
            var seconds = Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            var path = $"{JobsOf(@namespace)}?watch=true&timeoutSeconds={seconds}&labelSelector={Escape(labelSelector)}";
            await foreach (var line in api.ReadLinesAsync(path, "application/json", either.Token))
            {
                if (IsEndOfOne(line, uids))
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException
            or IOException
            or JsonException
            or OperationCanceledException
            or ClusterException)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        // A watch that ended early, or that was never granted, leaves the rest of the time to be waited for.
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Whether the pods of the Job are about to be deleted: the last moment to read their logs.</summary>
    private static bool IsEnding(ObservedJob job) => (job.True("FailureTarget") ?? job.True("SuccessCriteriaMet")) is not null;

    private static bool IsEndOfOne(string line, IReadOnlySet<string> uids)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Field("object") is { } item
            && JobJson.Read(JsonMarshal.GetRawUtf8Value(item)) is var job
            && uids.Contains(job.Uid)
            && (
                job.IsFinished
                    || document.RootElement.Text("type") is var type && (type == "DELETED" || (type == "MODIFIED" && IsEnding(job))));
    }
}
