namespace Goji.Tool.Server.Passes;

/// <summary>Watches the running Jobs between two passes.</summary>
internal sealed class JobEndWatch(RunnerSource runners, ServerState state, PassSignal signal, TimeProvider time)
{
    /// <summary>Whether the end of a Job has asked for the newest pass.</summary>
    private bool wasWoken;

    /// <summary>
    /// Asks for a pass when one of the running Jobs ends: a verdict is pushed within a second, however rarely the Jobs are read.
    /// </summary>
    public async Task WatchAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        var report = state.Newest;
        var wasInVain = wasWoken && report?.Commits.Count == 0;
        wasWoken = false;
        if (state.Problem.Length > 0 || report?.Processing.Any() != true || wasInVain)
        {
            return;
        }

        try
        {
            var began = time.GetTimestamp();
            await runners.Current().WatchAsync(report, pause, cancellationToken);
            if (time.GetElapsedTime(began) < pause)
            {
                wasWoken = true;
                signal.Request();
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or GojiException)
        {
            // The pause has ended, or the cluster is away, which the next pass reports.
        }
    }
}
