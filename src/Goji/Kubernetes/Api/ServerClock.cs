namespace Goji.Kubernetes.Api;

/// <summary>The API server's time, between two bounds: its newest <c>Date</c> header, and what has passed here since.</summary>
/// <remarks>
/// A process may be stopped for minutes between any two of its instructions, also between an answer's arrival and the look at its header.
/// So the header's age is reckoned twice: at its least from when it was read, at its most from when the question was asked.
/// </remarks>
internal sealed class ServerClock(TimeProvider time)
{
    // What the header leaves out.
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    private Reading? newest;

    public DateTimeOffset Now => Newest.Server + Shorter(Since(Newest.Answered));

    public DateTimeOffset NowAtMost => Newest.Server + Resolution + Longer(Since(Newest.Asked));

    private Reading Newest => newest ?? throw new InvalidOperationException("The cluster has not answered yet.");

    public Instant Ask() => new(time.GetTimestamp(), time.GetUtcNow());

    /// <summary>Takes a header in. A server that never sends any is taken to have this machine's time.</summary>
    public void Read(Instant asked, DateTimeOffset? date)
    {
        if (date is not null || newest is null)
        {
            var answered = Ask();
            newest = new(date ?? answered.Local, asked, answered);
        }
    }

    // The timestamp may stop while the machine sleeps, and the local clock may be set.
    private (TimeSpan Ticked, TimeSpan Local) Since(Instant instant) =>
        (time.GetElapsedTime(instant.Timestamp), time.GetUtcNow() - instant.Local);

    private static TimeSpan Longer((TimeSpan Ticked, TimeSpan Local) passed) => passed.Local > passed.Ticked ? passed.Local : passed.Ticked;

    private static TimeSpan Shorter((TimeSpan Ticked, TimeSpan Local) passed) =>
        passed.Local < TimeSpan.Zero ? TimeSpan.Zero : passed.Local < passed.Ticked ? passed.Local : passed.Ticked;

    public readonly record struct Instant(long Timestamp, DateTimeOffset Local);

    private sealed record Reading(DateTimeOffset Server, Instant Asked, Instant Answered);
}
