namespace Goji.Chaos.Tests;

/// <summary>Tells the time of a clock that a test moves, and lets timers run by the real one, so that nobody who waits waits for the test.</summary>
internal sealed class BorrowedClock(TimeProvider clock) : TimeProvider
{
    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();
}
