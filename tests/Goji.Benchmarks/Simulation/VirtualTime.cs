namespace Goji.Benchmarks.Simulation;

/// <summary>
/// A clock that does not move while code runs, and then jumps to the next timer: hours pass in seconds, and the measured code is the real one.
/// Everything that takes time in the simulated world is a timer of this clock.
/// </summary>
internal sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly PriorityQueue<VirtualTimer, (long At, long Number)> timers = new();
    private long elapsed;
    private long number;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref elapsed));

    public override long GetTimestamp() => Interlocked.Read(ref elapsed);

    public override DateTimeOffset GetUtcNow() => Beginning + Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken = default) => Task.Delay(delay, this, cancellationToken);

    /// <summary>Runs the world until a task has ended. The caller's thread must not belong to the thread pool, which everything else runs on.</summary>
    public void Run(Task until)
    {
        while (true)
        {
            WaitUntilIdle();
            if (until.IsCompleted)
            {
                until.GetAwaiter().GetResult();
                return;
            }

            Next().Fire();
        }
    }

    internal void Schedule(VirtualTimer timer, TimeSpan delay)
    {
        lock (gate)
        {
            timer.Version++;
            timer.Due = GetTimestamp() + delay.Ticks;
            timers.Enqueue(timer.At(timer.Version), (timer.Due, number++));
        }
    }

    private VirtualTimer Next()
    {
        lock (gate)
        {
            while (timers.TryDequeue(out var timer, out var due))
            {
                if (timer.IsCurrent)
                {
                    Interlocked.Exchange(ref elapsed, due.At);
                    return timer;
                }
            }
        }

        throw new InvalidOperationException("Nothing is left to happen, and the simulation has not ended.");
    }

    /// <summary>Waits until no thread of the pool has anything to do: whatever goes on then waits for a timer.</summary>
    private static void WaitUntilIdle()
    {
        var spinner = default(SpinWait);
        for (var idle = 0; idle < 3;)
        {
            ThreadPool.GetMaxThreads(out var most, out _);
            ThreadPool.GetAvailableThreads(out var free, out _);
            idle = ThreadPool.PendingWorkItemCount == 0 && free == most ? idle + 1 : 0;
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }
}
