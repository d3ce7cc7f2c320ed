using Goji.Kubernetes;
using Goji.Manifests;
using Goji.Passes.Claiming;
using Goji.Passes.Deciding;
using Goji.Passes.Observing;
using Goji.Passes.Publishing;
using Goji.Passes.Recording;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes;

/// <summary>The part of a pass that needs the cluster: decide, claim, start, observe, record.</summary>
internal sealed partial class Reconciliation
{
    private static readonly TimeSpan GraceAfterCancellation = TimeSpan.FromSeconds(20);

    private readonly PassContext context;
    private readonly ICluster cluster;
    private readonly ClusterIdentity identity;
    private readonly ManifestStore manifests;
    private readonly FactFinder finder;
    private readonly Claimer claimer;
    private readonly Recorder recorder;
    private readonly ProcessingFiles files;

    /// <summary>What the first look at the Jobs finds already asked for.</summary>
    private ListAhead? ahead;

    /// <summary>What the pass knows of attempts and has not recorded yet.</summary>
    private readonly Dictionary<string, Attempt> unrecorded = [];

    /// <summary>Whether jobs have finished in this round while others were held: there may be room for those now.</summary>
    private bool mayStartMore;

    private Reconciliation(PassContext context, ICluster cluster, ClusterIdentity identity, ManifestStore manifests, ProcessingFiles files, ListAhead? ahead)
    {
        this.context = context;
        this.cluster = cluster;
        this.identity = identity;
        this.manifests = manifests;
        this.files = files;
        this.ahead = ahead;
        finder = new(cluster, identity, context.Options.Parallelism);
        claimer = new(Options, cluster, identity, manifests, context.Runner);
        recorder = new(context.Log);
    }

    private GojiOptions Options => context.Options;

    private Tally Tally => context.Tally;

    private IGojiLog Log => context.Log;

    /// <summary>Finds out which cluster it is, and meanwhile reads what lies in processing.</summary>
    public static async Task<Reconciliation> BeginAsync(PassContext context, ICluster cluster, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        var identifying = Task.Run(() => cluster.IdentifyAsync(cancellationToken), cancellationToken);
        var ahead = ListAhead.Begin(cluster, snapshot, identifying, cancellationToken);
        var rules = new ManifestRules(cluster.DefaultNamespace, [.. context.Options.AllowedNamespaces], [.. context.Options.AllowedKinds]);
        var manifests = new ManifestStore(rules, context.Repository.Address, context.Time);
        var files = new ProcessingFiles();
        files.Of(snapshot);
        return new(context, cluster, await identifying, manifests, files, ahead);
    }

    public async Task<IRepositorySnapshot> RunAsync(IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        var began = context.Time.GetTimestamp();
        while (true)
        {
            snapshot = await RunRoundAsync(snapshot, cancellationToken);
            var waited = context.Time.GetElapsedTime(began);
            var remaining = (Options.Wait ?? TimeSpan.Zero) - waited;
            var awaited = Tally.Jobs.Where(job => Tally.IsAwaited(job) && IsWaitedFor(job.File)).ToList();
            var isDone = remaining <= TimeSpan.Zero || (awaited.Count == 0 && !mayStartMore);
            Report(isDone ? [] : awaited, waited);
            if (isDone)
            {
                return snapshot;
            }

            context.Repository.UpdateWorkingCopy(snapshot);
            if (!mayStartMore)
            {
                TellProgress(awaited);
                await WaitAsync(awaited, remaining < Options.PollInterval ? remaining : Options.PollInterval, claimer.RepositoryIdOf(snapshot), cancellationToken);
            }

            snapshot = await context.Publisher.SyncAsync(cancellationToken);
        }
    }

    private async Task<IRepositorySnapshot> RunRoundAsync(IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            snapshot = await ClaimAndStartAsync(snapshot, cancellationToken);
            return await ObserveAndRecordAsync(snapshot, cancellationToken);
        }
        catch (Exception failure) when (unrecorded.Count > 0 && failure is OperationCanceledException or ClusterException)
        {
            // What was started is still written down, so that nobody has to find it out again.
            using var grace = new CancellationTokenSource(GraceAfterCancellation, context.Time);
            await PublishAsync(snapshot, [.. unrecorded.Select(known => new JobUpdate(known.Key, known.Value, JobState.Processing))], grace.Token);
            throw;
        }
    }

    private Judge NewJudge(string repositoryId)
    {
        var judge = new Judge(cluster, identity, manifests, Options, repositoryId, context.Runner, Tally, Log, ahead);
        ahead = null;
        return judge;
    }

    private IReadOnlyList<ProcessingJob> Processing(IRepositorySnapshot snapshot) =>
        [.. files.Of(snapshot).Where(job => Tally.Knows(job.Path)).Select(Overlay)];

    /// <summary>Adds what the pass knows and has not recorded. The claim is the tip's: it may have been taken over meanwhile.</summary>
    private ProcessingJob Overlay(ProcessingJob job) =>
        unrecorded.TryGetValue(job.Path, out var known) && job.Attempt is { } attempt && attempt.Id == known.Id
            ? job with { Record = job.Record.With(attempt.Merge(known)) }
            : job;
}
