using Goji.Model;

namespace Goji.Git.Remotes.Server;

/// <summary>
/// The bounds of one session with a server: it ends when it is cancelled, or when the server is silent for too long.
/// </summary>
internal sealed class ServerSession : IDisposable
{
    private readonly CancellationToken cancellation;
    private readonly CancellationTokenSource silence;
    private readonly CancellationTokenSource end;
    private readonly TimeSpan patience;
    private readonly ResponseStopwatch watch;

    /// <param name="patience">The longest silence.</param>
    /// <param name="time">The clock.</param>
    /// <param name="watch">Measures the silence, for others.</param>
    /// <param name="cancellation">Ends the session.</param>
    public ServerSession(TimeSpan patience, TimeProvider time, ResponseStopwatch watch, CancellationToken cancellation)
    {
        this.watch = watch;
        watch.Ask();
        this.patience = patience;
        this.cancellation = cancellation;
        silence = new(patience, time);
        end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
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
        }
    }

    public void Dispose()
    {
        watch.End();
        end.Dispose();
        silence.Dispose();
    }
}
