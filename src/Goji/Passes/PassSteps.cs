using Goji.Manifests;
using Goji.Passes.Auditing;
using Goji.Passes.Cancelling;
using Goji.Passes.Claiming;
using Goji.Passes.Deciding;
using Goji.Passes.Deciding.Takeovers;
using Goji.Passes.Ledger;
using Goji.Passes.Notifying;
using Goji.Passes.Observing;
using Goji.Passes.Publishing;
using Goji.Passes.Recording;
using Goji.Passes.Starting;
using Goji.Passes.Waiting;
using Goji.Ports;

namespace Goji.Passes;

/// <summary>The steps of a pass that need the cluster, in the order of the protocol.</summary>
internal sealed class PassSteps
{
    private readonly IJobRepository repository;
    private readonly Decider decider;

    private PassSteps(
        PassContext context, Publisher publisher, ICluster cluster, ClusterIdentity identity, NotifyStep notify, PrefetchedList? ahead)
    {
        repository = context.Repository;
        Cluster = cluster;
        Notify = notify;
        var options = context.Options;
        var rules = new ManifestRules(cluster.DefaultNamespace, [.. options.AllowedNamespaces], [.. options.AllowedKinds])
        {
            Policy = context.Policy,
            Queue = new(options.LocalQueue, options.WorkloadPriorityClass),
        };
        var manifests = new ManifestStore(rules, context.Repository.Address, context.Time, context.Unmarked);
        var takeover = new TakeoverRule(identity, () => cluster.Now, context.Runner, options.ClaimTime);
        var source = new SourceRule(context.Policy, context.Repository);
        var bounds = new PolicyBounds(context.Policy, source, cluster.Context);
        var audit = new JobAudit(context, cluster);

        decider = new(new QueueDecider(new(options, manifests, takeover, bounds, () => cluster.Now)), takeover, manifests);
        var takeovers = new TakeoverFinder(cluster, options, takeover, manifests);
        Decide = new(decider, source, new(cluster, options), takeovers, options.ClaimBatch);

        var clock = new ClaimClock(cluster, () => publisher.PushTime);
        var renewer = new ClaimRenewer(clock, manifests, source, takeover);
        var composer = new ClaimComposer(clock, identity, manifests, renewer, notify.Book, context.Runner);
        Claim = new(decider, composer, manifests, publisher, audit, options.ClaimBatch);
        Start = new(context, cluster, audit);

        Logs = new(context, cluster);
        var cancel = new CancelStep(context, cluster, Logs, audit);
        Observe = new(context, cluster, new(cluster, identity, manifests, takeover), Logs, cancel, ahead);

        Record = new(new RecordComposer(context.Log, context.Runner, notify.Book, () => cluster.Now, manifests), publisher);
        Settle = new(context, cluster);
        Wait = new(context, cluster);
        Requests = new(manifests);
    }

    public ICluster Cluster { get; }

    public DecideStep Decide { get; }

    public ClaimStep Claim { get; }

    public StartStep Start { get; }

    public PassLogs Logs { get; }

    public ObserveStep Observe { get; }

    public RecordStep Record { get; }

    public CleanupStep Settle { get; }

    public NotifyStep Notify { get; }

    public WaitStep Wait { get; }

    /// <summary>Composes requests to cancel jobs.</summary>
    public CancelComposer Requests { get; }

    /// <summary>Finds out which cluster it is, and meanwhile reads what is in processing.</summary>
    public static async Task<PassSteps> BeginAsync(
        PassContext context, Publisher publisher, PassCluster opening, NotifyStep notify, PassLedger ledger, PassDeadline patience)
    {
        var cluster = await opening.OpenAsync();
        var asked = context.Time.GetTimestamp();
        try
        {
            var identifying = Task.Run(
                () => opening.Outage.CallAsync(() => cluster.IdentifyAsync(patience.Token), patience.Token), patience.Token);
            var ahead = PrefetchedList.Begin(cluster, ledger.Snapshot, identifying, patience.Token);
            var open = ledger.Observable;
            var identity = await identifying;
            if (identity.NeedsProofs(open.Select(file => file.Attempt), willRecord: ledger.Snapshot.List(JobState.Queued).Count > 0))
            {
                identity = identity with { Proofs = await cluster.ReadProofsAsync([.. context.Options.AllowedNamespaces], patience.Token) };
            }

            return new(context, publisher, cluster, identity, notify, ahead);
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            throw new WaitTimeoutException(opening.Name, context.Time.GetElapsedTime(asked));
        }
    }

    /// <summary>The repository's id, or the one that it gets with its first run record.</summary>
    public string RepositoryIdOf(IRepositorySnapshot snapshot) => decider.RepositoryIdOf(snapshot);

    /// <summary>How long the remote or the cluster has not answered.</summary>
    public TimeSpan SilentFor() => repository.SilentFor > Cluster.SilentFor ? repository.SilentFor : Cluster.SilentFor;
}
