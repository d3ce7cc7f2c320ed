using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding;

/// <summary>The rule that keeps two runners from starting the same claim.</summary>
/// <param name="identity">The configured cluster.</param>
/// <param name="now">The time by the API server's clock, at its earliest: what is old by it is old.</param>
/// <param name="runner">The name of this runner.</param>
/// <param name="claimTime">The age from which a claim may be taken over.</param>
internal sealed class TakeoverRule(ClusterIdentity identity, Func<DateTimeOffset> now, string runner, TimeSpan claimTime)
{
    /// <summary>
    /// Whether this runner may start the Jobs of a claim: it is its own, or its runner had its time. On another cluster, or where the
    /// cluster cannot be compared, nothing is started: it may have been started where the claim was made.
    /// </summary>
    public bool Applies(ProcessingFile file) =>
        file.IsUnstarted
        && identity.Compare(file.Attempt!) == SameCluster.Yes
        && (file.Attempt!.ClaimedBy == runner || IsOld(file.Attempt));

    /// <summary>Whether the runner of a claim had its time: it starts nothing any more.</summary>
    public bool IsOld(Attempt attempt) => now() - attempt.ClaimedAt >= claimTime;

    /// <summary>Why a file whose newest attempt has no verdict is not started anew.</summary>
    public string WhyOpen(Attempt attempt)
    {
        var same = identity.Compare(attempt);
        if (same == SameCluster.No)
        {
            return $"Its last attempt was started on another cluster ({attempt.Cluster}) and has no verdict. Put the file back into processing/, "
                + "or delete its run record if that Job is of no concern.";
        }

        var open = attempt.Jobs.First(run => run.Outcome is null);
        return same == SameCluster.CannotTell
            ? $"The Job '{open}' of the last attempt has no verdict, and nothing proves that it was started on the configured cluster. "
                + "Give the runner the right to 'get' the namespace kube-system, or put the file back into processing/."
            : open.Uid is null && !IsOld(attempt)
            ? $"It was claimed by {attempt.ClaimedBy} at {attempt.ClaimedAt:u}, and that runner may still be starting it. It starts when that is settled."
            : $"The Job '{open}' of the last attempt has no verdict yet. It starts when that one has finished; "
                + "to follow it instead, put the file back into processing/.";
    }
}
