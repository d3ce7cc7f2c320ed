namespace Goji.Passes.Waiting;

/// <summary>
/// The time to record what was found out shortly before the time to wait is over. After that it ends when nobody has answered for a second,
/// and in any case after a longest time.
/// </summary>
internal sealed class RecordTime : IDisposable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1);

    /// <summary>The first check comes a little after the deadline, so that the two are never taken for each other.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly TimeSpan longest;
    private readonly Func<TimeSpan> silentFor;
    private readonly CancellationTokenSource end;
    private readonly ITimer check;
    private readonly long began;
    private bool isDisposed;

    /// <param name="remaining">The time to wait that is left.</param>
    /// <param name="longest">The longest time to record.</param>
    /// <param name="silentFor">How long those who are asked have been silent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends the time at once.</param>
    public RecordTime(TimeSpan remaining, TimeSpan longest, Func<TimeSpan> silentFor, TimeProvider time, CancellationToken stop)
    {
        this.time = time;
        this.longest = longest;
        this.silentFor = silentFor;
        Token = (end = CancellationTokenSource.CreateLinkedTokenSource(stop)).Token;
        began = time.GetTimestamp();
        check = time.CreateTimer(_ => Check(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        CheckIn(remaining);
    }

    /// <summary>Ends the calls that record.</summary>
    public CancellationToken Token { get; }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
        }

        check.Dispose();
        end.Dispose();
    }

    private void Check()
    {
        var silence = LongestSilence - silentFor();
        var left = longest - time.GetElapsedTime(began);
        var isOver = silence <= TimeSpan.Zero || left <= TimeSpan.Zero;
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            if (!isOver)
            {
                CheckIn(silence < left ? silence : left);
                return;
            }
        }

        try
        {
            end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The record has ended at this moment.
        }
    }

    private void CheckIn(TimeSpan pause) =>
        check.Change(pause > ShortestPause ? pause + ShortestPause : ShortestPause, Timeout.InfiniteTimeSpan);
}
