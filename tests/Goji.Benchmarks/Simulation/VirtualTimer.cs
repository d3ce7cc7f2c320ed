namespace Goji.Benchmarks.Simulation;

/// <summary>A timer of <see cref="VirtualTime"/>. What is queued is one appointment of it: a change makes earlier ones void.</summary>
internal sealed class VirtualTimer : ITimer
{
    private readonly VirtualTime time;
    private readonly TimerCallback callback;
    private readonly object? state;
    private readonly VirtualTimer origin;
    private readonly int appointment;
    private TimeSpan period;

    public VirtualTimer(VirtualTime time, TimerCallback callback, object? state)
    {
        this.time = time;
        this.callback = callback;
        this.state = state;
        origin = this;
    }

    private VirtualTimer(VirtualTimer origin, int appointment)
        : this(origin.time, origin.callback, origin.state)
    {
        this.origin = origin;
        this.appointment = appointment;
    }

    public int Version { get; set; }

    public long Due { get; set; }

    public bool IsCurrent => origin.Version == appointment;

    public VirtualTimer At(int version) => new(this, version);

    public void Fire()
    {
        origin.Version++;
        if (origin.period > TimeSpan.Zero)
        {
            time.Schedule(origin, origin.period);
        }

        callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        this.period = period;
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            Version++;
        }
        else
        {
            time.Schedule(this, dueTime);
        }

        return true;
    }

    public void Dispose() => Version++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
