using Goji.Model;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding.Takeovers;

/// <summary>The rule that keeps two runners from starting the same claim.</summary>
/// <param name="identity">The configured cluster.</param>
/// <param name="now">The time by the API server's clock, at its earliest: what is old by it is old.</param>
/// <param name="runner">The name of this runner.</param>
/// <param name="claimTime">The age from which a claim may be taken over.</param>
internal sealed class TakeoverRule(ClusterIdentity identity, Func<DateTimeOffset> now, string runner, TimeSpan claimTime)
{
    /// <summary>The name of this runner.</summary>
    public string Runner => runner;

    /// <summary>
    /// Whether this runner may start the Jobs of a claim: it is its own, or its runner had its time. On another cluster nothing is started:
    /// it may have been started where the claim was made. Where the cluster cannot be compared, <see cref="NeedsProof"/> holds.
    /// </summary>
    public bool Applies(ProcessingFile file) =>
        file.IsUnstarted
        && Compare(file.Attempt!) is SameCluster.Yes or SameCluster.CannotTell
        && (file.Attempt!.ClaimedBy == runner || IsOld(file.Attempt));

    /// <summary>
    /// Whether a claim is taken over only if one of its Jobs is found in the configured cluster, which proves that the claim was made for
    /// it.
    /// </summary>
    public bool NeedsProof(ProcessingFile file) => file.Attempt is { } attempt && Compare(attempt) == SameCluster.CannotTell;

    /// <summary>
    /// Compares the configured cluster with that of an attempt. A claim of this very pass was made for the configured one.
    /// </summary>
    public SameCluster Compare(Attempt attempt) => attempt.ClaimedBy == runner ? SameCluster.Yes : identity.Compare(attempt);

    /// <summary>Whether the runner of a claim had its time: it starts nothing any more.</summary>
    public bool IsOld(Attempt attempt) => now() >= OldAt(attempt);

    /// <summary>When the runner of a claim has had its time.</summary>
    public DateTimeOffset OldAt(Attempt attempt) => attempt.ClaimedAt + claimTime;

    /// <summary>Whether another runner made a claim, or renewed it last.</summary>
    public bool IsForeign(Attempt attempt) => attempt.ClaimedBy != runner;

    /// <summary>
    /// Whether a claim must be renewed before anything of it is started: it is another runner's, or too old to be trusted.
    /// </summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="nowAtMost">The time by the API server's clock, at its latest.</param>
    public bool MustRenew(Attempt attempt, DateTimeOffset nowAtMost) =>
        IsForeign(attempt) || nowAtMost > attempt.TrustedUntil(claimTime);

    /// <summary>When a claim may be renewed again whose renewals have started nothing.</summary>
    public DateTimeOffset NextRenewal(ClaimReturn renewed) => renewed.NextAfter(claimTime / 2);

    /// <summary>
    /// Why a claim is neither started nor given up: its runner has recorded no Job, and nothing proves which cluster it was for.
    /// </summary>
    public static string WhyUndecided(ProcessingFile file, Attempt attempt, string address) =>
        $"'{file.File}' was claimed by {attempt.ClaimedBy} at {attempt.ClaimedAt:u}, and that runner recorded no Job. No Job of this claim "
            + $"is in the "
        + $"configured cluster ({address}), and nothing proves that the claim was made for this cluster: the job stays. {Remedy(attempt)}";

    /// <summary>Why a file whose newest attempt has no verdict is not started again.</summary>
    public string WhyOpen(Attempt attempt)
    {
        var same = Compare(attempt);
        if (same == SameCluster.No)
        {
            return $"Its last attempt was started on another cluster ({attempt.Cluster}) and has no verdict. Put the file back into "
                + $"processing/, "
                + "or delete its run record if that Job is of no concern.";
        }

        var open = attempt.Jobs.First(run => run.Outcome is null);
        if (open.Uid is null && !IsOld(attempt))
        {
            return $"It was claimed by {attempt.ClaimedBy} at {attempt.ClaimedAt:u}, and that runner may still be starting it. It starts "
                + $"when that is settled.";
        }

        return same == SameCluster.CannotTell
            ? $"The Job '{open}' of the last attempt has no verdict, and nothing proves that it was claimed for the configured cluster. "
                + $"{Remedy(attempt)}"
            : $"The Job '{open}' of the last attempt has no verdict yet. It starts when that one has finished; "
                + "to follow it instead, put the file back into processing/; to stop both, use goji cancel.";
    }

    private static string Remedy(Attempt attempt) =>
        $"If no cluster has a Job with the label {MarkNames.RunId}={attempt.Id}, delete the job's run record below .goji/runs/ and put the "
            + $"job into queued/. "
        + "Give runners the right to 'get' the namespace kube-system, so that they can compare clusters.";
}
