using Goji.Model;

namespace Goji.Git.Remotes.Server;

/// <summary>
/// The bounds of one session with a server: it ends when it is cancelled, or when the server is silent for too long.
/// </summary>
internal sealed class ServerSession : IDisposable
{
    /// <summary>How long a server is silent before the log has a line about it.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(10);

    private readonly CancellationToken cancellation;
    private readonly CancellationTokenSource silence;
    private readonly CancellationTokenSource end;
    private readonly ITimer notice;
    private readonly TimeSpan patience;
    private readonly ResponseStopwatch watch;

    /// <param name="address">The server's address, for the log.</param>
    /// <param name="patience">The longest silence.</param>
    /// <param name="log">Where a silence is reported that lasts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="watch">Measures the silence, for others.</param>
    /// <param name="cancellation">Ends the session.</param>
    public ServerSession(
        string address, TimeSpan patience, IGojiLog log, TimeProvider time, ResponseStopwatch watch, CancellationToken cancellation)
    {
        this.watch = watch;
        watch.Ask();
        this.patience = patience;
        this.cancellation = cancellation;
        silence = new(patience, time);
        end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        notice = time.CreateTimer(
            _ => log.Write(
                GojiLogLevel.Information, "Waiting for '{0}', which has not answered for {1:0} seconds.", address, Notice.TotalSeconds),
            null,
            Notice,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the session is to end.</summary>
    public CancellationToken Token => end.Token;

    /// <summary>Whether the session ended because the server was silent.</summary>
    public bool IsSilent => silence.IsCancellationRequested && !cancellation.IsCancellationRequested;

    public RemoteFailureException Silence => RemoteFailureException.TryAgain(
        $"the remote has not answered for {patience.TotalSeconds:0} seconds",
        "Try again; if that does not help, check the remote and the network.");

    /// <summary>Notes that the server has sent or taken something.</summary>
    public void Progress()
    {
        watch.Restart();
        if (!silence.IsCancellationRequested)
        {
            silence.CancelAfter(patience);
            notice.Change(Notice, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        watch.End();
        notice.Dispose();
        end.Dispose();
        silence.Dispose();
    }
}
