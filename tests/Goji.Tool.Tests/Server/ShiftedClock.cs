namespace Goji.Tool.Tests.Server;

/// <summary>The system's clock, and what it is put forward by.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref shift));

    public void Advance(TimeSpan time) => Interlocked.Add(ref shift, time.Ticks);
}
