using System.Text.Json.Nodes;
using Goji.Model;
using Goji.Ports;
using Goji.Ports.Kueue;
using Goji.Ports.Pods;

namespace Goji.Tests.Passes;

/// <summary>A cluster in memory for the rules of claiming and starting: its Jobs, its answers and its clock are those that a test sets.</summary>
internal sealed class FakeCluster(TimeProvider time) : ICluster
{
    private readonly Queue<ClusterException> failures = new();
    private int created;

    /// <summary>The Jobs that exist, by name.</summary>
    public Dictionary<string, ObservedJob> Jobs { get; } = new(StringComparer.Ordinal);

    /// <summary>The requests that change the cluster or check a change, in order.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>What happens when a Job is created, before the answer is sent.</summary>
    public Action<string> BeforeCreate { get; set; } = _ => { };

    public string Address => "https://cluster.example.com";

    public string DefaultNamespace => "default";

    public string? Context => null;

    public DateTimeOffset Now => time.GetUtcNow();

    public DateTimeOffset NowAtMost => time.GetUtcNow();

    public ICluster As(string? user) => this;

    /// <summary>Lets the next create fail.</summary>
    public FakeCluster Fail(ClusterFailure failure, bool mayHaveActed = false, bool isServerFault = false)
    {
        failures.Enqueue(new(failure, failure.ToString()) { MayHaveActed = mayHaveActed, IsServerFault = isServerFault });
        return this;
    }

    /// <summary>Adds a Job.</summary>
    public FakeCluster With(ObservedJob job)
    {
        Jobs[job.Name] = job;
        return this;
    }

    public Task<ObservedJob> CreateJobAsync(string @namespace, byte[] job, DateTimeOffset trustedUntil, CancellationToken cancellationToken)
    {
        var metadata = JsonNode.Parse(job)!["metadata"]!;
        var name = (string)metadata["name"]!;
        Requests.Add($"create {name}");
        BeforeCreate(name);
        if (failures.TryDequeue(out var failure))
        {
            throw failure;
        }

        if (NowAtMost > trustedUntil)
        {
            throw new ClusterException(ClusterFailure.Outdated, "The claim is too old.");
        }

        if (Jobs.ContainsKey(name))
        {
            throw new ClusterException(ClusterFailure.AlreadyExists, "AlreadyExists");
        }

        var labels = metadata["labels"]!;
        var made = new ObservedJob(@namespace, name, $"uid-{++created}")
        {
            RunId = (string?)labels[MarkNames.RunId],
            RepositoryId = (string?)labels[MarkNames.Repository],
            CreatedAt = Now,
        };
        Jobs[name] = made;
        return Task.FromResult(made);
    }

    public Task DryRunJobAsync(string @namespace, byte[] job, CancellationToken cancellationToken)
    {
        Requests.Add($"dry run {(string)JsonNode.Parse(job)!["metadata"]!["name"]!}");
        return failures.TryDequeue(out var failure) ? throw failure : Task.CompletedTask;
    }

    public Task<ObservedJob?> FindJobAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        Task.FromResult(Jobs.GetValueOrDefault(name));

    public Task DeleteJobAsync(ObservedJob job, CancellationToken cancellationToken)
    {
        Requests.Add($"delete {job.Name}");
        Jobs.Remove(job.Name);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }

    public Task<ClusterIdentity> IdentifyAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ClusterProofs> ReadProofsAsync(IReadOnlyCollection<string> namespaces, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> MayCreateJobsAsync(string @namespace, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ObservedJob>> ListJobsAsync(string @namespace, string labelSelector, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task WatchJobsAsync(
        string @namespace, string labelSelector, IReadOnlySet<string> uids, TimeSpan time, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> TryDeleteJobAsync(ObservedJob job, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetTtlAsync(string @namespace, string name, string uid, int ttl, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> HasKueueAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Workload>> ListWorkloadsAsync(
        string @namespace, IReadOnlyCollection<string> jobUids, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ObservedResource?> FindResourceAsync(ResourceName name, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task DryRunResourceAsync(ResourceName name, byte[] body, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ObservedResource> ApplyAsync(
        ResourceName name, byte[] body, DateTimeOffset? trustedUntil, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task DeleteResourceAsync(ObservedResource resource, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> IsGoneAsync(ResourceName name, string uid, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<(IReadOnlyList<string> Verbs, string Resource)> FindMissingRightsAsync(
        ResourceName name, IReadOnlyList<string> verbs, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<PodContainer>> ListContainersAsync(
        string @namespace, IReadOnlyCollection<string> jobUids, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<LogLine> ReadLogAsync(PodContainer container, LogQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<PodDetail>> DescribePodsAsync(string @namespace, string jobUid, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ClusterEvent>> ListEventsAsync(string @namespace, string uid, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<PodReport>> ExplainAsync(string @namespace, string jobUid, int logLines, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
