namespace Goji.Model;

/// <summary>Reports that a server does not answer, so that a person sees what a silent program waits for.</summary>
internal static class SlowServerNotice
{
    /// <summary>From this time on a server's silence is reported.</summary>
    public static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(5);

    /// <summary>Waits for an answer, and logs a line when it has not come after 5 seconds, and again after each doubled time.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="who">Names the server, as the subject of a sentence.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    public static async Task<T> ReportAsync<T>(Task<T> answer, Func<string> who, IGojiLog log, TimeProvider time)
    {
        var asked = time.GetTimestamp();
        for (var pause = Noticeable; !answer.IsCompleted; pause *= 2)
        {
            using var end = new CancellationTokenSource();
            await Task.WhenAny(answer, Task.Delay(pause, time, end.Token));
            await end.CancelAsync();
            if (!answer.IsCompleted)
            {
                log.Write(
                    GojiLogLevel.Information,
                    "{0} has not answered for {1}. Still waiting.",
                    who(),
                    Duration.Text(time.GetElapsedTime(asked)));
            }
        }

        return await answer;
    }
}
