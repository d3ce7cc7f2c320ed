using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Starting;

/// <summary>What came of starting a claimed file.</summary>
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

    /// <summary>Why the cluster could not be asked; null where it could.</summary>
    public ClusterException? Outage { get; init; }

    /// <summary>Whether the claim had grown too old to be trusted before all was started.</summary>
    public bool IsStale { get; init; }

    /// <summary>
    /// Whether a Job may have come into being, or may still, of which nothing is known: its claim cannot be taken back then.
    /// </summary>
    public bool IsUncertain { get; init; }

    /// <summary>Whether the cluster has taken or refused any Job of it.</summary>
    public bool IsAnswered => Attempt != Order.Attempt;

    /// <summary>Whether anything has come of it: a Job that was started, or met, or refused.</summary>
    public bool IsProgress => IsAnswered || BackToQueue is not null || Left is not null;
}
