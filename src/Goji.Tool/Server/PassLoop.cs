using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server;

/// <summary>Clones once, then runs passes: when somebody asks for one, while jobs run, and every interval anyway. One at a time.</summary>
internal sealed partial class PassLoop(
    RunnerSource runners, PassSignal signal, PassPace pace, ServerState state, ServerMetrics metrics, ServerLog log, Secrets secrets, TimeProvider time, ILogger<PassLoop> logger)
    : BackgroundService
{
    /// <summary>How long a pass may go on when the server is asked to stop, before it is cancelled, which takes some seconds itself.</summary>
    public static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(15);

    private bool isCloned;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource();
        await using var stopping = stoppingToken.Register(() => patience.CancelAfter(ShutdownPatience));
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = await TryPassAsync(patience.Token);
            try
            {
                await signal.WaitAsync(pause, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A fault in one pass must not end the server: the next pass may be spared, and the log tells.")]
    private async Task<TimeSpan> TryPassAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        log.BeginPass();
        try
        {
            var runner = runners.Current();
            await CloneAsync(runner, cancellationToken);
            var report = await runner.ProcessAsync(cancellationToken);
            var history = await ReadHistoryAsync(runner, report, cancellationToken);
            state.Succeeded(report, history);
            metrics.PassSucceeded(report, history, time.GetElapsedTime(began));
            Tell(report);
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
            state.Failed(isCloned ? "The newest pass failed." : "The jobs repository could not be cloned.");
            metrics.PassFailed(time.GetElapsedTime(began));
            var pause = pace.AfterFailure();
            Failed(secrets.Clean(failure is GojiException ? failure.Message : failure.ToString()), pause.TotalSeconds);
            return pause;
        }
    }

    private async Task CloneAsync(GojiRunner runner, CancellationToken cancellationToken)
    {
        if (!isCloned)
        {
            var report = await runner.InitAsync(cancellationToken);
            isCloned = true;
            state.Cloned();
            Cloned(report.Message);
        }
    }

    /// <summary>Reads what the repository holds, unless the pass was a look that brought nothing: it costs a look at every run record.</summary>
    private async Task<GojiHistory> ReadHistoryAsync(GojiRunner runner, GojiReport report, CancellationToken cancellationToken) =>
        state.History is { } known && report.Commits.Count == 0 && report.Processing.Any() ? known : await runner.HistoryAsync(cancellationToken);

    /// <summary>A look every few seconds at jobs that still run is no news.</summary>
    private void Tell(GojiReport report)
    {
        if (report.Commits.Count > 0 || !report.Processing.Any())
        {
            Passed(report.Jobs.Count, report.Moved.Count(), report.Processing.Count(), report.Held.Count(), report.Commits.Count);
        }
    }

    [LoggerMessage(20, LogLevel.Information, "{Text}")]
    private partial void Cloned(string text);

    [LoggerMessage(21, LogLevel.Information, "A pass is done: {Jobs} jobs, {Moved} moved, {Processing} processing, {Held} held, {Commits} commits pushed.")]
    private partial void Passed(int jobs, int moved, int processing, int held, int commits);

    [LoggerMessage(22, LogLevel.Information, "A pass was cancelled, since the server stops. What had been pushed by then stands; another pass goes on from there.")]
    private partial void Cancelled();

    [LoggerMessage(23, LogLevel.Error, "A pass failed: {Reason} The next one is tried in {Seconds:0} seconds.")]
    private partial void Failed(string reason, double seconds);
}
