using Goji.Runs;

namespace Goji.Reconciling;

/// <summary>What came of starting a claimed file.</summary>
/// <param name="Order">The order.</param>
/// <param name="Attempt">The attempt with the UIDs and refusals that came back.</param>
internal sealed record StartResult(StartOrder Order, Attempt Attempt)
{
    /// <summary>Why the file goes back to the queue, none of its Jobs having been started; null where it does not.</summary>
    public string? BackToQueue { get; init; }

    /// <summary>Why not everything could be started this time; null where it could. The claim stands, and a later pass goes on.</summary>
    public string? Left { get; init; }

    /// <summary>Whether the claim had grown too old to be trusted before all was started.</summary>
    public bool IsStale { get; init; }
}
