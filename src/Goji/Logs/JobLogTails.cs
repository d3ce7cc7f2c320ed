using Goji.Model;
using Goji.Ports;
using Goji.Ports.Pods;
using Goji.Records;

namespace Goji.Logs;

/// <summary>
/// Reads the last lines that the containers of a Job have written by now: before Goji deletes the Job, and its pods with it.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="lines">The number of lines of each container; 0 reads nothing.</param>
/// <param name="secrets">Texts that are masked in every line.</param>
/// <param name="time">The clock.</param>
internal sealed class JobLogTails(ICluster cluster, int lines, Secrets secrets, TimeProvider time)
{
    /// <summary>The containers that are read, the newest first: a Job may have hundreds of pods.</summary>
    private const int MaxContainers = 20;

    /// <summary>Maximum number of bytes of each container.</summary>
    private const int MaxBytes = 256 * 1024;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    /// <summary>Reads what there is, for 5 seconds at most. A log that cannot be read is left out.</summary>
    /// <param name="run">The Job.</param>
    /// <param name="known">The containers of its pods; null to list them.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The containers that have written something, the newest pod first.</returns>
    public async Task<IReadOnlyList<PodReport>> ReadAsync(
        JobRun run, IReadOnlyList<PodContainer>? known, CancellationToken cancellationToken)
    {
        if (lines == 0 || run.Uid is null)
        {
            return [];
        }

        using var bound = new CancellationTokenSource(Bound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        var tails = new List<PodReport>();
        try
        {
            var containers = known ?? await cluster.ListContainersAsync(run.Namespace, [run.Uid], either.Token);
            foreach (var container in containers.Where(each => each.HasLog).OrderByDescending(each => each.CreatedAt).Take(MaxContainers))
            {
                if (await ReadAsync(container, either.Token) is { Count: > 0 } text)
                {
                    tails.Add(Report(container.Pod, container.Name, text));
                }
            }
        }
        catch (Exception exception) when (exception is ClusterException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return tails;
    }

    /// <summary>
    /// The pods of a report, with the last lines where they have none, and with the containers that the report leaves out.
    /// </summary>
    public static IReadOnlyList<PodReport> Join(IReadOnlyList<PodReport> pods, IReadOnlyList<PodReport> tails) =>
    [
        .. pods.Select(pod => pod.Log.Count > 0 ? pod : pod with { Log = tails.FirstOrDefault(tail => IsSame(tail, pod))?.Log ?? [] }),
        .. tails.Where(tail => !pods.Any(pod => IsSame(tail, pod))),
    ];

    /// <summary>A container of which nothing is known but its last lines.</summary>
    public static PodReport Report(string pod, string container, IReadOnlyList<string> lines) =>
        new() { Pod = pod, Container = container, Log = lines, Sentence = $"Last lines of container '{container}' of pod '{pod}'." };

    private static bool IsSame(PodReport a, PodReport b) => a.Pod == b.Pod && a.Container == b.Container;

    private async Task<List<string>> ReadAsync(PodContainer container, CancellationToken cancellationToken)
    {
        var read = new List<string>();
        var masked = new MaskedLines(secrets, isCut: true);
        try
        {
            await foreach (var line in cluster.ReadLogAsync(container, new() { Tail = lines, LimitBytes = MaxBytes }, cancellationToken))
            {
                read.Add(masked.Next(line).Text);
            }
        }
        catch (Exception exception) when (exception is ClusterException or HttpRequestException or IOException)
        {
            // The pod is gone, or its log may not be read: what has come is shown.
        }

        return read;
    }
}
