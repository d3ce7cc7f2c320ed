namespace Goji.Model;

/// <summary>Measures how long a server has been silent while something is asked of it.</summary>
internal sealed class ResponseStopwatch(TimeProvider time)
{
    private readonly Lock gate = new();
    private int open;
    private long heard;

    /// <summary>The time since the server's last sign of life, or since it was asked; zero while nothing is asked of it.</summary>
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

    /// <summary>Something is asked of the server.</summary>
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

    /// <summary>The server has shown a sign of life.</summary>
    public void Restart()
    {
        lock (gate)
        {
            heard = time.GetTimestamp();
        }
    }

    /// <summary>What was asked is over.</summary>
    public void End()
    {
        lock (gate)
        {
            open--;
        }
    }
}
