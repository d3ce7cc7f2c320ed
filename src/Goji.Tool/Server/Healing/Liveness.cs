namespace Goji.Tool.Server.Healing;

/// <summary>Whether the server can recover by itself. Where it cannot, a new process can: the kubelet restarts it.</summary>
/// <remarks>That the git host or the cluster is away is no reason: a restart brings neither back.</remarks>
internal sealed class Liveness(TimeSpan interval, Func<bool> holdsOwnLock, TimeProvider time)
{
    /// <summary>How many passes in a row may fail by a fault of the server itself.</summary>
    public const int MostOwnFaults = 5;

    private static readonly TimeSpan LeastPatience = TimeSpan.FromMinutes(30);

    private readonly Lock gate = new();
    private long lastSign = time.GetTimestamp();
    private int ownFaults;

    /// <summary>How long no pass may begin or end.</summary>
    public TimeSpan Patience => interval * 3 > LeastPatience ? interval * 3 : LeastPatience;

    /// <summary>Why the server must be restarted; empty where it need not.</summary>
    public string Problem
    {
        get
        {
            lock (gate)
            {
                return time.GetElapsedTime(lastSign) > Patience ? $"No pass has begun or ended for {Patience.TotalMinutes:0} minutes."
                    : ownFaults >= MostOwnFaults ? $"{ownFaults} passes in a row have failed by a fault of the server itself."
                    : "";
            }
        }
    }

    public void PassBegan()
    {
        lock (gate)
        {
            lastSign = time.GetTimestamp();
        }
    }

    /// <param name="failure">Why the pass failed; null where it did not.</param>
    public void PassEnded(Exception? failure)
    {
        var isOwn = failure is not null and not OperationCanceledException && (failure is not GojiException || holdsOwnLock());
        lock (gate)
        {
            lastSign = time.GetTimestamp();
            ownFaults = isOwn ? ownFaults + 1 : 0;
        }
    }
}
