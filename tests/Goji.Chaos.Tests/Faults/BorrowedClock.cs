namespace Goji.Chaos.Tests.Faults;

/// <summary>Has the time of a clock that a test moves, and short real timers, so that no wait depends on the test.</summary>
/// <param name="clock">The clock that the test moves.</param>
/// <param name="hurry">How much faster than the real clock timers run.</param>
internal sealed class BorrowedClock(TimeProvider clock, int hurry = 20) : TimeProvider
{
    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / hurry : dueTime, period);
}
