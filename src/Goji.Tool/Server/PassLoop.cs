using System.Diagnostics.CodeAnalysis;
using Goji.Model;
using Goji.Tool.Server.Healing;
using Goji.Tool.Server.Repositories;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server;

/// <summary>Runs passes: when somebody asks for one, while jobs run, and every interval anyway. One at a time.</summary>
internal sealed partial class PassLoop(
    RepositoryDefinition repository, RunnerSource runners, CloneKeeper clone, PassSignal signal, PollSchedule pace, Liveness liveness,
    ServerState state, RepositoryMetrics metrics, ServerLog log, Secrets secrets, TimeProvider time, ILogger<PassLoop> logger)
    : BackgroundService
{
    /// <summary>
    /// How long a pass may go on when the server is asked to stop, before it is cancelled, which takes some seconds itself.
    /// </summary>
    public static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(15);

    private static readonly Func<ILogger, string, IDisposable?> RepositoryScope = LoggerMessage.DefineScope<string>("{Repository}");

    /// <summary>Whether the end of a Job has asked for the newest pass.</summary>
    private bool wasWoken;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var scope = repository.Name.Length > 0 ? RepositoryScope(logger, repository.Name) : null;
        using var patience = new CancellationTokenSource();
        await using var stopping = stoppingToken.Register(() => patience.CancelAfter(ShutdownPatience));
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var pause = await TryPassAsync(patience.Token);
                using var watching = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                var watch = WatchAsync(pause, watching.Token);
                await PauseAsync(pause, stoppingToken);
                await watching.CancelAsync();
                await watch;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The pause was cut short.
        }
    }

    /// <summary>
    /// Asks for a pass when one of the running Jobs ends: a verdict is pushed within a second, however rarely the Jobs are read.
    /// </summary>
    private async Task WatchAsync(TimeSpan pause, CancellationToken cancellationToken)
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

    /// <summary>Waits for the next pass. A look on the way ends the pause only where it finds something to do.</summary>
    private async Task PauseAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        var began = time.GetTimestamp();
        while (pause - time.GetElapsedTime(began) is var rest
            && await signal.WaitAsync(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time, stoppingToken) == WakeReason.Refresh)
        {
            if (await RefreshAsync(stoppingToken))
            {
                return;
            }
        }
    }

    [SuppressMessage(
        "Design",
        "CA1031",
        Justification = "A fault in one pass must not end the server: the next pass may be spared, and the log has it.")]
    private async Task<TimeSpan> TryPassAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        log.BeginPass();
        liveness.PassBegan();
        try
        {
            await runners.RenewAsync(cancellationToken);
            var runner = runners.Current();
            await clone.PrepareAsync(runner, cancellationToken);
            var report = await runner.ProcessAsync(cancellationToken);
            var history = await ReadHistoryAsync(runner, report, cancellationToken);
            state.Succeeded(report, history);
            metrics.PassSucceeded(report, history, time.GetElapsedTime(began));
            liveness.PassEnded(null);
            Log(report);
            return pace.After(report);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            metrics.PassCancelled(time.GetElapsedTime(began));
            Cancelled();
            return TimeSpan.Zero;
        }
        catch (Exception failure)
        {
            state.Failed();
            metrics.PassFailed(time.GetElapsedTime(began));
            liveness.PassEnded(failure);
            var pause = pace.AfterFailure();
            if (!clone.CanRepair(failure))
            {
                Failed(secrets.Clean(failure is GojiException ? failure.Message : failure.ToString()), pause.TotalSeconds);
            }

            return pause;
        }
    }

    /// <summary>Reads the repository for whoever looks at it.</summary>
    /// <returns>Whether there is something for a pass to do.</returns>
    private async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await runners.RenewAsync(cancellationToken);
            var known = state.History?.Commit;
            var history = await runners.Current().HistoryAsync(state.History, cancellationToken);
            state.Seen(history);
            metrics.Seen(history);
            return history.Commit != known && history.Jobs.Any(job => job.State is JobState.Queued or JobState.Processing);
        }
        catch (GojiException failure)
        {
            NotSeen(secrets.Clean(failure.Message));
            return false;
        }
    }

    /// <summary>Reads what the repository holds, unless the pass brought nothing: it costs a look at every run record.</summary>
    private async Task<GojiHistory> ReadHistoryAsync(GojiRunner runner, GojiReport report, CancellationToken cancellationToken) =>
        state.History is { } known && report.Commits.Count == 0 && report.Processing.Any()
            ? known
            : await runner.HistoryAsync(state.History, cancellationToken);

    /// <summary>A pass every few seconds over jobs that still run is no news.</summary>
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
        "A pass was cancelled, since the server stops. What it had pushed is kept; another pass goes on from there.")]
    private partial void Cancelled();

    [LoggerMessage(23, LogLevel.Error, "A pass failed: {Reason} The next one is tried in {Seconds:0} seconds.")]
    private partial void Failed(string reason, double seconds);

    [LoggerMessage(25, LogLevel.Debug, "The repository could not be read for the page: {Reason}")]
    private partial void NotSeen(string reason);
}
