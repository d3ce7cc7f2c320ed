using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Starting;

/// <summary>The result of the start of a claimed file.</summary>
/// <param name="Order">The order.</param>
/// <param name="Attempt">The attempt with the UIDs and refusals that came back.</param>
internal sealed record StartResult(StartOrder Order, Attempt Attempt)
{
    /// <summary>Why the file goes back to the queue, none of its Jobs having been started; null where it does not.</summary>
    public string? BackToQueue { get; init; }

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
    public bool IsProgress => IsAnswered || BackToQueue is not null || Left is not null;
}
