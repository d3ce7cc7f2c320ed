using Goji.Model;

namespace Goji.Kubernetes.Api;

/// <summary>Logs one line when the API server does not respond, and no more until it has responded again.</summary>
internal sealed class SlowApiNotice(ApiTimeouts patience, IGojiLog log, TimeProvider time)
{
    private int isNoted;

    /// <summary>A request is sent. Dispose of the timer when it has an answer or none is awaited any more.</summary>
    public ITimer Begin(string purpose, string address) => time.CreateTimer(
        _ =>
        {
            if (Interlocked.Exchange(ref isNoted, 1) == 0)
            {
                log.Write(
                    GojiLogLevel.Warning,
                    "The cluster '{0}' has not answered for {1:0} seconds ({2}). Waiting up to {3:0} seconds.",
                    address,
                    patience.SilenceToNote.TotalSeconds,
                    purpose,
                    patience.MaxSilence.TotalSeconds);
            }
        },
        null,
        patience.SilenceToNote,
        Timeout.InfiniteTimeSpan);

    public void End() => Volatile.Write(ref isNoted, 0);
}
