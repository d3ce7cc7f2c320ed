namespace Goji.Tool.Server.Passes;

/// <summary>How long to wait for a push before the next pass.</summary>
/// <remarks>
/// While jobs run, they are read every poll interval, and once they have run for long, at every hundredth of the time since anything last
/// changed: a verdict comes within seconds where people wait for it, and a job of a day does not cost the git host a look every five
/// seconds.
/// </remarks>
internal sealed class PollSchedule(TimeSpan pollInterval, TimeSpan interval, TimeProvider time)
{
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);

    /// <summary>The Date header that the API server's clock is read from has whole seconds: it may be behind by this much.</summary>
    private static readonly TimeSpan ClockStep = TimeSpan.FromSeconds(1);

    private long lastChange = time.GetTimestamp();
    private int failures;

    public TimeSpan AfterFailure()
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures++, 10)));
        return Jittered(Min(pause, Min(LongestRetry, interval)));
    }

    /// <summary>A held file that starts or expires at a known time ends the pause then, and not before.</summary>
    public TimeSpan After(GojiReport report)
    {
        failures = 0;
        if (report.Commits.Count > 0)
        {
            lastChange = time.GetTimestamp();
        }

        var look = Max(pollInterval, time.GetElapsedTime(lastChange) / 100);
        var pause = Jittered(report.Processing.Any() ? Min(look, interval) : interval);
        return report.DueIn is { } due ? Min(pause, Max(due, TimeSpan.Zero) + ClockStep) : pause;
    }

    // Replicas that were started together shall not go on looking at the same moments.
    private static TimeSpan Jittered(TimeSpan pause) => pause * (0.85 + (0.3 * Random.Shared.NextDouble()));

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
