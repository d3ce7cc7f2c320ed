using Goji.Manifests;
using Goji.Passes.Answering;
using Goji.Passes.Auditing;
using Goji.Passes.Cancelling;
using Goji.Passes.Claiming;
using Goji.Passes.Deciding;
using Goji.Passes.Ledger;
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
    private PassSteps(
        PassContext context, Publisher publisher, ICluster cluster, ClusterIdentity identity, AnswerBook answers, PrefetchedList? ahead)
    {
        var options = context.Options;
        var rules = new ManifestRules(cluster.DefaultNamespace, [.. options.AllowedNamespaces], [.. options.AllowedKinds])
        {
            Policy = context.Policy,
            Queue = new(options.LocalQueue, options.WorkloadPriorityClass),
        };
        var manifests = new ManifestStore(rules, context.Repository.Address, context.Time, context.Unmarked);
        var takeover = new TakeoverRule(identity, () => cluster.Now, context.Runner, options.ClaimTime);
        Cluster = cluster;
        Source = new(context.Policy, context.Repository);
        var bounds = new PolicyBounds(context.Policy, Source, cluster.Context);
        Decide = new(new QueueDecider(options, manifests, takeover, bounds, () => cluster.Now), takeover, manifests);
        Facts = new(cluster, options);
        var composer = new ClaimComposer(
            cluster, identity, manifests, Source, answers, takeover, context.Runner, () => publisher.PushTime);
        var takeovers = new TakeoverFinder(cluster, options, takeover, manifests);
        Claim = new(options, Decide, Facts, takeovers, Source, composer, manifests, publisher, new JobAudit(context, cluster));
        Start = new(context, cluster);
        Logs = new(context, cluster);
        Observe = new(context, cluster, identity, manifests, takeover, Logs, ahead);
        Record = new(new Recorder(context.Log, context.Runner, answers, () => cluster.Now, manifests), publisher);
        Settle = tip => new(context, cluster, RuleOn(tip));
        Wait = new(context, cluster);
        Cancel = tip => new(context, new JobCanceller(context, cluster, Logs, RuleOn(tip), new JobAudit(context, cluster), tip));
        Requests = new(manifests);

        OwnershipRule RuleOn(IRepositorySnapshot tip) => new(options, context.Policy, Decide.RepositoryIdOf(tip));
    }

    public ICluster Cluster { get; }

    public PassLogs Logs { get; }

    public Decider Decide { get; }

    public FactFinder Facts { get; }

    public SourceRule Source { get; }

    public ClaimStep Claim { get; }

    public StartStep Start { get; }

    public ObserveStep Observe { get; }

    public Func<IRepositorySnapshot, CancelStep> Cancel { get; }

    /// <summary>Composes requests to cancel jobs.</summary>
    public CancelComposer Requests { get; }

    public RecordStep Record { get; }

    public Func<IRepositorySnapshot, SettleStep> Settle { get; }

    public WaitStep Wait { get; }

    /// <summary>Finds out which cluster it is, and meanwhile reads what is in processing.</summary>
    public static async Task<PassSteps> BeginAsync(
        PassContext context, Publisher publisher, ICluster cluster, AnswerBook answers, Outage outage, PassLedger ledger,
        CancellationToken cancellationToken)
    {
        var identifying = Task.Run(
            () => outage.CallAsync(() => cluster.IdentifyAsync(cancellationToken), cancellationToken), cancellationToken);
        var ahead = PrefetchedList.Begin(cluster, ledger.Snapshot, identifying, cancellationToken);
        var open = ledger.Observable;
        var identity = await identifying;
        if (identity.NeedsProofs(open.Select(file => file.Attempt), willRecord: ledger.Snapshot.List(JobState.Queued).Count > 0))
        {
            identity = identity with { Proofs = await cluster.ReadProofsAsync([.. context.Options.AllowedNamespaces], cancellationToken) };
        }

        return new(context, publisher, cluster, identity, answers, ahead);
    }
}
