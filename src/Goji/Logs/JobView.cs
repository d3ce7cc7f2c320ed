using System.Runtime.CompilerServices;
using Goji.Model;
using Goji.Ports;
using Goji.Ports.Pods;

namespace Goji.Logs;

/// <summary>Shows a Job to people who look at it: its pods, its events and its logs, without the secrets that Goji knows.</summary>
/// <param name="cluster">The cluster. It is disposed of with this.</param>
/// <param name="secrets">Texts that are masked.</param>
/// <param name="time">The clock.</param>
internal sealed class JobView(ICluster cluster, Secrets secrets, TimeProvider time) : IDisposable
{
    /// <summary>The pods of a Job as they are now, the oldest first.</summary>
    public async Task<IReadOnlyList<PodDetail>> PodsAsync(string @namespace, string jobUid, CancellationToken cancellationToken)
    {
        var pods = await cluster.DescribePodsAsync(@namespace, jobUid, cancellationToken);
        return [.. pods.Select(pod => pod with
        {
            Reason = secrets.Clean(pod.Reason),
            Containers = [.. pod.Containers.Select(each => each with { Message = secrets.Clean(each.Message) })],
        })];
    }

    /// <summary>The events about some objects of a namespace, the newest first.</summary>
    public async Task<IReadOnlyList<ClusterEvent>> EventsAsync(
        string @namespace, IEnumerable<string> uids, CancellationToken cancellationToken)
    {
        var events = await Task.WhenAll(uids.Select(uid => cluster.ListEventsAsync(@namespace, uid, cancellationToken)));
        return [.. events
            .SelectMany(each => each)
            .Select(each => each with { Message = secrets.Clean(each.Message) })
            .OrderByDescending(each => each.At)];
    }

    /// <summary>The containers of the pods of some Jobs of a namespace.</summary>
    public Task<IReadOnlyList<PodContainer>> ContainersAsync(
        string @namespace, IReadOnlyCollection<string> jobUids, CancellationToken cancellationToken) =>
        cluster.ListContainersAsync(@namespace, jobUids, cancellationToken);

    /// <summary>Reads what a container has written by now.</summary>
    /// <exception cref="ClusterException">There is no such log.</exception>
    /// <exception cref="IOException">The stream broke.</exception>
    public async IAsyncEnumerable<LogLine> ReadAsync(
        PodContainer container, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var masked = new MaskedLines(secrets, query.Tail is not null);
        await foreach (var line in cluster.ReadLogAsync(container, query, cancellationToken))
        {
            yield return masked.Next(line);
        }
    }

    /// <summary>Reads the log of a container to the end of its run, through broken streams, from a place on.</summary>
    /// <param name="container">The run of the container.</param>
    /// <param name="first">What is read where the cursor is at the beginning.</param>
    /// <param name="cursor">The place. It moves with the lines.</param>
    /// <param name="take">Takes the lines. While it does, no more are read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task FollowAsync(
        PodContainer container, LogQuery first, LogCursor cursor, Func<string, ValueTask> take, CancellationToken cancellationToken) =>
        new ContainerFollower(
            cluster, container, first, secrets, line => take(line.Text), time) { Cursor = cursor }.RunAsync(cancellationToken);

    public void Dispose() => cluster.Dispose();
}
