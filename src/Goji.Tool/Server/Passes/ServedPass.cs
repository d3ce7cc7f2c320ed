using System.Diagnostics.CodeAnalysis;
using Goji.Tool.Server.Healing;

namespace Goji.Tool.Server.Passes;

/// <summary>Runs one pass over the repository, or one look at it.</summary>
internal sealed class ServedPass(
    RunnerSource runners, CloneKeeper clone, PollSchedule pace, PassResults results, ServerLog log, TimeProvider time)
{
    /// <returns>How long it is until the next pass.</returns>
    [SuppressMessage(
        "Design",
        "CA1031",
        Justification = "A fault in one pass must not end the server: the next pass may be spared, and the log has it.")]
    public async Task<TimeSpan> TryAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        log.BeginPass();
        results.Began();
        try
        {
            await runners.RenewAsync(cancellationToken);
            var runner = runners.Current();
            await clone.PrepareAsync(runner, cancellationToken);
            var report = await runner.ProcessAsync(cancellationToken);
            var history = await ReadHistoryAsync(runner, report, cancellationToken);
            results.Succeeded(report, history, time.GetElapsedTime(began));
            return pace.After(report);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            results.Cancelled(time.GetElapsedTime(began));
            return TimeSpan.Zero;
        }
        catch (Exception failure)
        {
            results.Failed(failure, time.GetElapsedTime(began));
            var pause = pace.AfterFailure();
            if (!clone.CanRepair(failure))
            {
                results.LogFailure(failure, pause);
            }

            return pause;
        }
    }

    /// <summary>Reads the repository for the visitors of the page.</summary>
    /// <returns>Whether there is something for a pass to do.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await runners.RenewAsync(cancellationToken);
            var known = results.History?.Commit;
            var history = await runners.Current().ServedHistoryAsync(results.History, cancellationToken);
            results.Seen(history);
            return history.Commit != known && history.Jobs.Any(job => job.State is JobState.Queued or JobState.Processing);
        }
        catch (GojiException failure)
        {
            results.NotSeen(failure);
            return false;
        }
    }

    /// <summary>Reads what the repository holds, unless the pass brought nothing: it costs a look at every run record.</summary>
    private async Task<GojiHistory> ReadHistoryAsync(GojiRunner runner, GojiReport report, CancellationToken cancellationToken) =>
        results.History is { } known && report.Commits.Count == 0 && report.Processing.Any()
            ? known
            : await runner.ServedHistoryAsync(results.History, cancellationToken);
}
