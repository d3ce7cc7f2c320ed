namespace Goji.Passes.Waiting;

/// <summary>How long a pass may wait, and the token that ends its calls when that time is over or a person stops it.</summary>
internal sealed class PassDeadline : IDisposable
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
    public PassDeadline(TimeSpan? wait, TimeProvider time, CancellationToken stop)
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

    /// <summary>Ends a pass that waits when a person has stopped it. A pass without time to wait ends by itself.</summary>
    public void ThrowIfStopped()
    {
        if (wait > TimeSpan.Zero)
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Runs something that records what was found out. It ends 5 seconds after the deadline while somebody answers, so that a verdict of
    /// the last moment is still pushed, and after a second of silence; a person ends it at once.
    /// </summary>
    /// <param name="work">What records.</param>
    /// <param name="silentFor">How long those who are asked have been silent.</param>
    public async Task RecordAsync(Func<CancellationToken, Task> work, Func<TimeSpan> silentFor)
    {
        if (wait <= TimeSpan.Zero)
        {
            await work(stop);
            return;
        }

        using var end = new RecordTime(Remaining, Max(Remaining, TimeSpan.Zero) + AfterDeadline, silentFor, time, stop);
        await work(end.Token);
    }

    /// <summary>
    /// Runs something that records what was started when a pass ends: after the deadline for 5 seconds while somebody answers, after a
    /// person stopped it for 20.
    /// </summary>
    /// <param name="work">What records.</param>
    /// <param name="silentFor">How long those who are asked have been silent.</param>
    public async Task<T> RecordAtEndAsync<T>(Func<CancellationToken, Task<T>> work, Func<TimeSpan> silentFor)
    {
        if (IsOver)
        {
            using var end = new RecordTime(TimeSpan.Zero, AfterDeadline, silentFor, time, CancellationToken.None);
            return await work(end.Token);
        }

        using var grace = new CancellationTokenSource(AfterStop, time);
        return await work(grace.Token);
    }

    public void Dispose()
    {
        either.Dispose();
        deadline.Dispose();
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
