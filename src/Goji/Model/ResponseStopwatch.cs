namespace Goji.Model;

/// <summary>Measures how long a server has not responded while a request is open.</summary>
internal sealed class ResponseStopwatch(TimeProvider time)
{
    private readonly Lock gate = new();
    private int open;
    private long heard;

    /// <summary>The time since the last response, or since the request; zero while no request is open.</summary>
    public TimeSpan SilentFor
    {
        get
        {
            lock (gate)
            {
                return open > 0 ? time.GetElapsedTime(heard) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>A request is sent to the server.</summary>
    public void Ask()
    {
        lock (gate)
        {
            if (open++ == 0)
            {
                heard = time.GetTimestamp();
            }
        }
    }

    /// <summary>The server has responded.</summary>
    public void Restart()
    {
        lock (gate)
        {
            heard = time.GetTimestamp();
        }
    }

    /// <summary>The request has ended.</summary>
    public void End()
    {
        lock (gate)
        {
            open--;
        }
    }
}
