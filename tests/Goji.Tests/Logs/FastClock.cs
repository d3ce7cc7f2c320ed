namespace Goji.Tests.Logs;

/// <summary>A clock on which a minute passes in about a second, so that a cluster's back-off takes no time. Timers run by it too.</summary>
/// <param name="never">The time from which timers never end, so that no time limit is reached; null for none.</param>
internal sealed class FastClock(TimeSpan? never = null) : TimeProvider
{
    private const int Factor = 50;

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly long began = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => Start + Factor * System.GetElapsedTime(began);

    public override long GetTimestamp() => began + Factor * (System.GetTimestamp() - began);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime >= never ? Timeout.InfiniteTimeSpan : Faster(dueTime), Faster(period));

    private static TimeSpan Faster(TimeSpan time) => time <= TimeSpan.Zero ? time : time / Factor;
}
