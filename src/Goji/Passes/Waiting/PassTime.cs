namespace Goji.Passes.Waiting;

/// <summary>How long a pass may wait, and the token that ends its calls when that time is over or a person stops it.</summary>
internal sealed class PassTime : IDisposable
{
    private static readonly TimeSpan AfterDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(20);

    private readonly TimeSpan wait;
    private readonly TimeProvider time;
    private readonly CancellationToken stop;
    private readonly CancellationTokenSource deadline;
    private readonly CancellationTokenSource either;
    private readonly long began;

    /// <param name="wait">The time to wait; null or zero for none, which sets no deadline: each call has its own bounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Is cancelled by a person.</param>
    public PassTime(TimeSpan? wait, TimeProvider time, CancellationToken stop)
    {
        this.wait = wait ?? TimeSpan.Zero;
        this.time = time;
        this.stop = stop;
        began = time.GetTimestamp();
        deadline = this.wait > TimeSpan.Zero ? new(this.wait, time) : new();
        either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
    }

    /// <summary>Ends the calls of the pass.</summary>
    public CancellationToken Token => either.Token;

    /// <summary>Is cancelled by a person, and by nothing else.</summary>
    public CancellationToken Stop => stop;

    public TimeSpan Waited => time.GetElapsedTime(began);

    public TimeSpan Remaining => wait - Waited;

    /// <summary>Whether there is time left to wait. Until it is over, an outage is no reason to end the pass.</summary>
    public bool HasLeft => Remaining > TimeSpan.Zero && !Token.IsCancellationRequested;

    /// <summary>Whether a person has stopped a pass that waits.</summary>
    public bool IsStopped => wait > TimeSpan.Zero && stop.IsCancellationRequested;

    /// <summary>Whether the pass has waited as long as it may, and no person has stopped it.</summary>
    public bool HasTimedOut =>
        wait > TimeSpan.Zero && (Remaining <= TimeSpan.Zero || deadline.IsCancellationRequested) && !stop.IsCancellationRequested;

    /// <summary>Whether a call was ended because the time to wait is over, and not because a person stopped it.</summary>
    public bool IsOver => deadline.IsCancellationRequested && !stop.IsCancellationRequested;

    /// <summary>
    /// How long a pass that ends may take to record what it has just started: 5 seconds after the deadline, 20 after a person stopped it.
    /// </summary>
    public TimeSpan TimeToRecord => IsOver ? AfterDeadline : AfterStop;

    /// <summary>Ends a pass that waits when a person has stopped it. A pass without time to wait ends by itself.</summary>
    public void ThrowIfStopped()
    {
        if (wait > TimeSpan.Zero)
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Runs something that records what was found out. The deadline ends it no sooner than after 5 seconds, so that a verdict of the last
    /// moment is still pushed; a person ends it at once.
    /// </summary>
    public async Task<T> RecordAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        using var end = new CancellationTokenSource(wait > TimeSpan.Zero ? Max(Remaining, AfterDeadline) : Timeout.InfiniteTimeSpan, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(end.Token, stop);
        return await work(both.Token);
    }

    public void Dispose()
    {
        either.Dispose();
        deadline.Dispose();
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
