namespace Goji.Kubernetes;

/// <summary>The API server's time: its newest <c>Date</c> header, and what has passed here since.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    private sealed record Reading(DateTimeOffset Server, long Timestamp, DateTimeOffset Local);

    private Reading? newest;

    public DateTimeOffset Now
    {
        get
        {
            var reading = newest ?? throw new InvalidOperationException("The cluster has not answered yet.");

            // The timestamp may stand still while the machine sleeps and the local clock may be set back: the longer of both is what passed.
            var ticked = time.GetElapsedTime(reading.Timestamp);
            var local = time.GetUtcNow() - reading.Local;
            return reading.Server + (local > ticked ? local : ticked);
        }
    }

    /// <summary>Takes a header in. A server that sends none is taken to have this machine's time.</summary>
    public void Read(DateTimeOffset? date)
    {
        var local = time.GetUtcNow();
        newest = new(date ?? local, time.GetTimestamp(), local);
    }
}
