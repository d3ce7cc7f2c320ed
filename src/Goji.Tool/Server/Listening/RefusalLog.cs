using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server.Listening;

/// <summary>Logs what was refused, at a bounded rate: anybody who reaches the port could fill the log otherwise.</summary>
internal sealed partial class RefusalLog(TimeProvider time, ILogger<RefusalLog> logger) : IDisposable
{
    /// <summary>How many refusals of a period have a line of their own. The others share one line at its end.</summary>
    public const int LinesPerPeriod = 20;

    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private ITimer? period;
    private int count;

    public void Write(string source, string sender, string delivery, string reason)
    {
        lock (gate)
        {
            period ??= time.CreateTimer(_ => End(), null, Period, Timeout.InfiniteTimeSpan);
            if (++count > LinesPerPeriod)
            {
                return;
            }
        }

        Refused(source, sender, delivery, reason);
    }

    public void Dispose() => period?.Dispose();

    private void End()
    {
        int more;
        lock (gate)
        {
            period?.Dispose();
            period = null;
            more = count - LinesPerPeriod;
            count = 0;
        }

        if (more > 0)
        {
            RefusedMore(more);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A delivery to the {Source} webhook from {Sender} (delivery '{Delivery}') was refused: {Reason}.")]
    private partial void Refused(string source, string sender, string delivery, string reason);

    [LoggerMessage(
        3, LogLevel.Warning, "{Count} more deliveries were refused within the last minute. goji_webhook_deliveries_total counts them.")]
    private partial void RefusedMore(int count);
}
