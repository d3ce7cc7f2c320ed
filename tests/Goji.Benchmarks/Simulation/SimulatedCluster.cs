using Goji.Ports;
using Goji.Ports.Kueue;
using Goji.Ports.Pods;

namespace Goji.Benchmarks.Simulation;

/// <summary>One runner's connection to the cluster.</summary>
internal sealed class SimulatedCluster(SimulatedJobs jobs, VirtualTime time, Latencies latencies, Action count) : ICluster
{
    public string Address => "https://cluster.example.com";

    public string? Context => null;

    public string DefaultNamespace => "default";

    public DateTimeOffset Now => time.GetUtcNow();

    public DateTimeOffset NowAtMost => time.GetUtcNow();

    public ICluster As(string? user) => this;

    public Task<ClusterIdentity> IdentifyAsync(CancellationToken cancellationToken) => AnswerAsync(latencies.Read, () => new ClusterIdentity("cluster", ClusterProofs.None), cancellationToken);

    public Task<ClusterProofs> ReadProofsAsync(IReadOnlyCollection<string> namespaces, CancellationToken cancellationToken) =>
        AnswerAsync(latencies.Read, () => ClusterProofs.None, cancellationToken);

    public Task<bool> MayCreateJobsAsync(string @namespace, CancellationToken cancellationToken) => AnswerAsync(latencies.Read, () => true, cancellationToken);

    public Task<(IReadOnlyList<string> Verbs, string Resource)> FindMissingRightsAsync(
        ResourceName name, IReadOnlyList<string> verbs, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DryRunJobAsync(string @namespace, byte[] job, CancellationToken cancellationToken) => AnswerAsync(latencies.Create, () => true, cancellationToken);

    public Task<ObservedJob?> FindJobAsync(string @namespace, string name, CancellationToken cancellationToken) => AnswerAsync(latencies.Read, () => jobs.Find(name), cancellationToken);

    public Task<ObservedJob> CreateJobAsync(string @namespace, byte[] job, DateTimeOffset trustedUntil, CancellationToken cancellationToken) =>
        time.GetUtcNow() > trustedUntil
            ? throw new ClusterException(ClusterFailure.Outdated, "It was too late to create the Job.")
            : AnswerAsync(latencies.Create, () => jobs.Create(job), cancellationToken);

    public async Task<IReadOnlyList<ObservedJob>> ListJobsAsync(string @namespace, string labelSelector, CancellationToken cancellationToken)
    {
        var all = jobs.List();
        return await AnswerAsync(latencies.Read + (latencies.ListedJob * all.Count), () => all, cancellationToken);
    }

    public Task WatchJobsAsync(string @namespace, string labelSelector, IReadOnlySet<string> uids, TimeSpan duration, CancellationToken cancellationToken) =>
        time.DelayAsync(duration, cancellationToken);

    public Task DeleteJobAsync(ObservedJob job, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> TryDeleteJobAsync(ObservedJob job, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetTtlAsync(string @namespace, string name, string uid, int ttl, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> HasKueueAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<IReadOnlyList<Workload>> ListWorkloadsAsync(
        string @namespace, IReadOnlyCollection<string> jobUids, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Workload>>([]);

    public Task<ObservedResource?> FindResourceAsync(ResourceName name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> IsGoneAsync(ResourceName name, string uid, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DryRunResourceAsync(ResourceName name, byte[] body, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ObservedResource> ApplyAsync(ResourceName name, byte[] body, DateTimeOffset? trustedUntil, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task DeleteResourceAsync(ObservedResource resource, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<PodContainer>> ListContainersAsync(
        string @namespace, IReadOnlyCollection<string> jobUids, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<LogLine> ReadLogAsync(PodContainer container, LogQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<PodDetail>> DescribePodsAsync(string @namespace, string jobUid, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ClusterEvent>> ListEventsAsync(string @namespace, string uid, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<PodReport>> ExplainAsync(string @namespace, string jobUid, int logLines, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private async Task<T> AnswerAsync<T>(TimeSpan after, Func<T> answer, CancellationToken cancellationToken)
    {
        count();
        await time.DelayAsync(after, cancellationToken);
        return answer();
    }
}
