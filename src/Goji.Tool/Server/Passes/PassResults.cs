using Goji.Model;
using Goji.Tool.Server.Healing;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server.Passes;

/// <summary>Takes down how passes ended: for the page, the metrics, the health and the log.</summary>
internal sealed partial class PassResults(
    ServerState state, RepositoryMetrics metrics, Liveness liveness, Secrets secrets, ILogger<PassLoop> logger)
{
    /// <summary>Every job of the repository, as of the newest look at it; null before the first.</summary>
    public GojiHistory? History => state.History;

    public void Began() => liveness.PassBegan();

    public void Succeeded(GojiReport report, GojiHistory history, TimeSpan duration)
    {
        state.Succeeded(report, history);
        metrics.PassSucceeded(report, history, duration);
        liveness.PassEnded(null);
        Log(report);
    }

    public void Cancelled(TimeSpan duration)
    {
        metrics.PassCancelled(duration);
        LogCancelled();
    }

    public void Failed(Exception failure, TimeSpan duration)
    {
        state.Failed();
        metrics.PassFailed(duration);
        liveness.PassEnded(failure);
    }

    public void LogFailure(Exception failure, TimeSpan pause) =>
        LogFailed(secrets.Clean(failure is GojiException ? failure.Message : failure.ToString()), pause.TotalSeconds);

    /// <summary>Takes notice of a look at the repository that was no pass.</summary>
    public void Seen(GojiHistory history)
    {
        state.Seen(history);
        metrics.Seen(history);
    }

    public void NotSeen(GojiException failure) => LogNotSeen(secrets.Clean(failure.Message));

    /// <summary>A pass every few seconds over jobs that still run is not worth a line.</summary>
    private void Log(GojiReport report)
    {
        if (report.Commits.Count > 0 || !report.Processing.Any())
        {
            Passed(report.Jobs.Count, report.Moved.Count(), report.Processing.Count(), report.Held.Count(), report.Commits.Count);
        }
    }

    [LoggerMessage(
        21,
        LogLevel.Information,
        "A pass is done: {Jobs} jobs, {Moved} moved, {Processing} processing, {Held} held, {Commits} commits pushed.")]
    private partial void Passed(int jobs, int moved, int processing, int held, int commits);

    [LoggerMessage(
        22,
        LogLevel.Information,
        "A pass was cancelled, because the server stops. Everything pushed so far is kept; the next pass continues from there.")]
    private partial void LogCancelled();

    [LoggerMessage(23, LogLevel.Error, "A pass failed: {Reason} The next one is tried in {Seconds:0} seconds.")]
    private partial void LogFailed(string reason, double seconds);

    [LoggerMessage(25, LogLevel.Debug, "The repository could not be read for the page: {Reason}")]
    private partial void LogNotSeen(string reason);
}
