namespace Goji.Model;

/// <summary>Reports that a call of a server takes long, so that a person sees what a silent program waits for.</summary>
internal static class SlowServerNotice
{
    /// <summary>From this time on a server's silence is reported.</summary>
    public static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the end of a call, and logs a line when it has taken 5 seconds, and again after each doubled time.</summary>
    /// <param name="call">The call.</param>
    /// <param name="what">Names the call, as the subject of a sentence.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    public static async Task<T> ReportAsync<T>(Task<T> call, string what, IGojiLog log, TimeProvider time)
    {
        var began = time.GetTimestamp();
        for (var pause = Noticeable; !call.IsCompleted; pause *= 2)
        {
            using var end = new CancellationTokenSource();
            await Task.WhenAny(call, Task.Delay(pause, time, end.Token));
            await end.CancelAsync();
            if (!call.IsCompleted)
            {
                log.Write(
                    GojiLogLevel.Information,
                    "{0} has taken {1} so far. Still waiting.",
                    what,
                    Duration.Text(time.GetElapsedTime(began)));
            }
        }

        return await call;
    }
}
