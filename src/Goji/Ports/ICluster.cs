using Goji.Ports.Kueue;
using Goji.Ports.Pods;

namespace Goji.Ports;

/// <summary>
/// The cluster that Jobs run on. Every call is bounded in time and retries what is worth retrying before it throws a
/// <see cref="ClusterException"/>.
/// </summary>
internal interface ICluster : IDisposable
{
    /// <summary>The API server's address, for messages.</summary>
    string Address { get; }

    /// <summary>How long the API server has been silent while something is asked of it; zero while nothing is.</summary>
    TimeSpan SilentFor => TimeSpan.Zero;

    /// <summary>The namespace of Jobs whose manifest names none.</summary>
    string DefaultNamespace { get; }

    /// <summary>The context of the kubeconfig; null where the runner uses the service account of its own pod.</summary>
    string? Context { get; }

    /// <summary>
    /// The time by the API server's clock, which all runners of one cluster share: its newest <c>Date</c> header and the time since that
    /// arrived. The server's clock shows this or later, however long the answer lay about: what is old by this time is old.
    /// </summary>
    /// <exception cref="InvalidOperationException">No request has been answered yet.</exception>
    DateTimeOffset Now { get; }

    /// <summary>
    /// The same time at its latest, reckoned from when the question left. The server's clock shows this or earlier: what is young by this
    /// time is young.
    /// </summary>
    /// <exception cref="InvalidOperationException">No request has been answered yet.</exception>
    DateTimeOffset NowAtMost { get; }

    /// <summary>The same cluster, acted on as another user, whom the runner must have the right to impersonate.</summary>
    /// <param name="user">The user, such as <c>system:serviceaccount:team-a:goji-jobs</c>; null for the runner itself.</param>
    ICluster As(string? user);

    /// <summary>
    /// Reads the cluster's identity, without proofs. The first call of a pass: it also proves that the cluster answers and sets the clock.
    /// </summary>
    Task<ClusterIdentity> IdentifyAsync(CancellationToken cancellationToken);

    /// <summary>Reads what else identifies the cluster, as far as the runner may. Nothing that fails here is an error.</summary>
    /// <param name="namespaces">Namespaces, besides the default one, whose UIDs serve as proofs.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<ClusterProofs> ReadProofsAsync(IReadOnlyCollection<string> namespaces, CancellationToken cancellationToken);

    /// <summary>Asks whether the runner may create Jobs in a namespace, so that no claim is made that cannot succeed.</summary>
    Task<bool> MayCreateJobsAsync(string @namespace, CancellationToken cancellationToken);

    /// <summary>Creates a Job from its JSON, every field as written, with strict validation of the field names.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="job">The Job's JSON.</param>
    /// <param name="trustedUntil">The time by <see cref="NowAtMost"/> after which no request leaves any more, not even as another try: the
    /// claim may be in other hands by then.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<ObservedJob> CreateJobAsync(string @namespace, byte[] job, DateTimeOffset trustedUntil, CancellationToken cancellationToken);

    /// <summary>Asks what the server would answer to a Job, and creates nothing.</summary>
    Task DryRunJobAsync(string @namespace, byte[] job, CancellationToken cancellationToken);

    Task<ObservedJob?> FindJobAsync(string @namespace, string name, CancellationToken cancellationToken);

    /// <summary>The Jobs of a namespace that match a label selector.</summary>
    Task<IReadOnlyList<ObservedJob>> ListJobsAsync(string @namespace, string labelSelector, CancellationToken cancellationToken);

    /// <summary>
    /// Waits until one of these Jobs of a namespace has finished, is being ended or is gone, or the time is up. It is a hint to look,
    /// nothing more: watches may end at any time, miss events, or not be allowed.
    /// </summary>
    Task WatchJobsAsync(
        string @namespace, string labelSelector, IReadOnlySet<string> uids, TimeSpan time, CancellationToken cancellationToken);

    /// <summary>Deletes just this Job, with its pods, in the background. Not there any more: no error.</summary>
    Task DeleteJobAsync(ObservedJob job, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes just this Job, with its pods, in the background, if it has not changed since it was observed: a verdict of the last moment
    /// is not lost.
    /// </summary>
    /// <returns>Whether the Job is deleted, or was gone; false if it has changed.</returns>
    Task<bool> TryDeleteJobAsync(ObservedJob job, CancellationToken cancellationToken);

    /// <summary>Sets a Job's <c>ttlSecondsAfterFinished</c>. No error if the Job is gone or is another one.</summary>
    Task SetTtlAsync(string @namespace, string name, string uid, int ttl, CancellationToken cancellationToken);

    /// <summary>Asks whether the cluster has Kueue.</summary>
    Task<bool> HasKueueAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The Workloads of some Jobs of a namespace; empty where the cluster has no Kueue. Costs one list, of several pages at most.
    /// </summary>
    Task<IReadOnlyList<Workload>> ListWorkloadsAsync(
        string @namespace, IReadOnlyCollection<string> jobUids, CancellationToken cancellationToken);

    /// <summary>Finds an object of any kind; null if it, its namespace or its kind does not exist.</summary>
    Task<ObservedResource?> FindResourceAsync(ResourceName name, CancellationToken cancellationToken);

    /// <summary>
    /// Asks what the server would answer to the creation of an object, and creates nothing. An object of that name is no obstacle.
    /// </summary>
    Task DryRunResourceAsync(ResourceName name, byte[] body, CancellationToken cancellationToken);

    /// <summary>Applies an object (server-side apply, field manager <c>goji</c>, no conflict forced).</summary>
    /// <param name="name">The object.</param>
    /// <param name="body">Every field that it should have. With a UID, only the object of that UID is changed, and none is created.</param>
    /// <param name="trustedUntil">The time by <see cref="NowAtMost"/> after which no request is sent; null for any time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<ObservedResource> ApplyAsync(ResourceName name, byte[] body, DateTimeOffset? trustedUntil, CancellationToken cancellationToken);

    /// <summary>Deletes just this object, in the background. No error if it is gone or is another one.</summary>
    Task DeleteResourceAsync(ObservedResource resource, CancellationToken cancellationToken);

    /// <summary>
    /// Finds out whether an object is certainly not in the cluster. What the runner may not read, or the cluster does not know, counts as
    /// there.
    /// </summary>
    Task<bool> IsGoneAsync(ResourceName name, string uid, CancellationToken cancellationToken);

    /// <summary>
    /// Finds out which of some verbs the runner may not use on an object. What the server does not answer counts as allowed.
    /// </summary>
    /// <returns>The verbs, and the resource that a Role grants them on, such as <c>configmaps</c>.</returns>
    Task<(IReadOnlyList<string> Verbs, string Resource)> FindMissingRightsAsync(
        ResourceName name, IReadOnlyList<string> verbs, CancellationToken cancellationToken);

    /// <summary>The containers of the pods of some Jobs of a namespace.</summary>
    Task<IReadOnlyList<PodContainer>> ListContainersAsync(
        string @namespace, IReadOnlyCollection<string> jobUids, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a container's log, line by line as the lines arrive. Nothing is retried: the reader knows which line was the last.
    /// </summary>
    /// <exception cref="ClusterException">There is no such log, or the stream did not begin.</exception>
    /// <exception cref="IOException">The stream broke.</exception>
    IAsyncEnumerable<LogLine> ReadLogAsync(PodContainer container, LogQuery query, CancellationToken cancellationToken);

    /// <summary>The pods of a Job as they are now, the oldest first.</summary>
    Task<IReadOnlyList<PodDetail>> DescribePodsAsync(string @namespace, string jobUid, CancellationToken cancellationToken);

    /// <summary>The events about an object of a namespace, the newest first.</summary>
    Task<IReadOnlyList<ClusterEvent>> ListEventsAsync(string @namespace, string uid, CancellationToken cancellationToken);

    /// <summary>Finds out from a Job's pods why it failed or what it waits for, the most relevant pod first.</summary>
    Task<IReadOnlyList<PodReport>> ExplainAsync(string @namespace, string jobUid, int logLines, CancellationToken cancellationToken);
}
