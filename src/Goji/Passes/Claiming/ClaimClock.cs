using Goji.Ports;

namespace Goji.Passes.Claiming;

/// <summary>The API server's clock, by which claims are dated and by which they grow old.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="pushTime">Returns how long the newest push took.</param>
internal sealed class ClaimClock(ICluster cluster, Func<TimeSpan> pushTime)
{
    private const double PushMargin = 1.25;

    /// <summary>Pushes that take less than this leave enough of a claim's time.</summary>
    private static readonly TimeSpan ShortPush = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Maximum time by which a claim is dated ahead. If this runner dies, no other takes the claim over for this long plus the claim time.
    /// </summary>
    private static readonly TimeSpan LongestPush = TimeSpan.FromMinutes(10);

    /// <summary>The time at its earliest.</summary>
    public DateTimeOffset Now => cluster.Now;

    /// <summary>The time at its latest.</summary>
    public DateTimeOffset NowAtMost => cluster.NowAtMost;

    /// <summary>
    /// A claim begins when its push is accepted. Other runners know only what is written before the push, so a claim is dated ahead by the
    /// time that the newest push took: they leave it alone for that much longer, and this runner trusts it for half the claim time from
    /// then on.
    /// </summary>
    public DateTimeOffset BeginOfClaim()
    {
        var expected = pushTime() * PushMargin;
        return cluster.Now + (expected < ShortPush ? TimeSpan.Zero : expected < LongestPush ? expected : LongestPush);
    }
}
