using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Starting;

/// <summary>The result of the start of a claimed file.</summary>
/// <param name="Order">The order.</param>
/// <param name="Attempt">The attempt with the UIDs and refusals that came back.</param>
internal sealed record StartResult(StartOrder Order, Attempt Attempt)
{
    /// <summary>Why the file goes back to the queue, none of its Jobs having been started; null where it does not.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>
    /// Why something could not be started this time; null if everything was. The claim is kept, and a later pass continues.
    /// </summary>
    public string? Left { get; init; }

    /// <summary>Why the cluster did not answer; null if it did.</summary>
    public ClusterException? Outage { get; init; }

    /// <summary>Whether the claim had grown too old to be trusted before all was started.</summary>
    public bool IsStale { get; init; }

    /// <summary>
    /// Whether a Job of unknown state may exist, or may still be created: the claim cannot be returned then.
    /// </summary>
    public bool IsUncertain { get; init; }

    /// <summary>Whether the cluster has accepted or refused a Job of it.</summary>
    public bool IsAnswered => Attempt != Order.Attempt;

    /// <summary>Whether the start has made progress: a Job was started, found or refused.</summary>
    public bool IsProgress => IsAnswered || ReturnReason is not null || Left is not null;

    /// <summary>Whether no further Job of the file is created now.</summary>
    public bool IsOver => IsStale || Left is not null || ReturnReason is not null;

    /// <summary>A Job of the file is started, found or refused.</summary>
    public StartResult With(JobRun old, JobRun current) => this with { Attempt = Attempt.Replace(old, current) };

    /// <summary>The claim is returned, or kept where a Job of the file is started already.</summary>
    public StartResult ReturnClaim(string reason) =>
        Attempt.Jobs.All(run => run.IsUnstarted) ? this with { ReturnReason = reason } : this with { Left = reason };

    /// <summary>The server has refused: the claim is returned where a later pass may succeed, else the file is refused.</summary>
    public StartResult After(ClusterException refusal) => refusal.IsObstacle
        ? ReturnClaim(refusal.Message)
        : this with { Attempt = Attempt.Refuse(refusal.Message) };

    /// <summary>
    /// The claim is kept. Only a cluster that is unreachable, or that does not accept the credentials, is an outage for the pass.
    /// </summary>
    public StartResult Leave(ClusterException failure) => this with
    {
        Left = failure.Message,
        IsUncertain = failure.MayHaveActed,
        Outage = failure.IsOutage ? failure : null,
    };
}
