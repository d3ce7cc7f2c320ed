using Goji.Passes.Ledger;
using Goji.Passes.Observing;
using Goji.Ports;

namespace Goji.Passes.Waiting;

/// <summary>
/// Decides whether a pass has another round, and waits for it. While there is time to wait, a cluster that is away does not end the pass.
/// </summary>
internal sealed class PassRounds(PassContext context, PassDeadline patience, PassLedger ledger, PassCluster cluster, PassSteps steps)
{
    /// <summary>
    /// The Date header that the API server's clock is read from has whole seconds: a time that is due may not be so by it yet.
    /// </summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);

    private readonly ProgressReporter progress = new(context);

    /// <summary>Why the last round could not be run to its end; null where it was.</summary>
    private GojiException? outage;

    /// <summary>Runs a round.</summary>
    public async Task TryAsync(Func<CancellationToken, Task> round)
    {
        outage = null;
        try
        {
            await round(patience.Token);
            cluster.Outage.Ended();
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            ThrowIfAway();
        }
        catch (WaitTimeoutException failure) when (!failure.IsSilence)
        {
        }
        catch (GojiException failure) when (patience.HasLeft && failure is ClusterException or PollFailedException && Outage.Is(failure))
        {
            outage = failure;
        }
    }

    /// <summary>Reports the progress, waits for changes of the Jobs, and syncs.</summary>
    /// <returns>Whether there is something to wait for, and time for another round.</returns>
    public async Task<bool> WaitAsync(Func<CancellationToken, Task> sync)
    {
        var awaited = Awaited();
        if (awaited.Count > 0)
        {
            patience.ThrowIfStopped();
        }

        var isDone = !patience.HasLeft || (outage is null && awaited.Count == 0 && !ledger.MayStartMore);
        progress.Report(ledger, isDone ? [] : awaited, patience.Waited);
        if (isDone)
        {
            return false;
        }

        context.Repository.UpdateWorkingCopy(ledger.Snapshot);
        try
        {
            await PauseAsync(awaited);
            await sync(patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            ThrowIfAway();
            return false;
        }
        catch (WaitTimeoutException failure) when (!failure.IsSilence)
        {
            return false;
        }
    }

    private async Task PauseAsync(IReadOnlyList<JobReport> awaited)
    {
        if (outage is not null)
        {
            await cluster.Outage.PauseAsync(outage, patience.Token);
        }
        else if (!ledger.MayStartMore)
        {
            progress.Log(awaited);
            var due = cluster.Until(ledger.NextDueAt) ?? TimeSpan.MaxValue;
            var pause = new[] { patience.Remaining, context.Options.PollInterval, due }.Min();
            await steps.Wait.RunAsync(
                awaited, pause > TimeSpan.Zero ? pause : ShortestPause, steps.RepositoryIdOf(ledger.Snapshot), patience.Token);
        }
    }

    /// <summary>Throws why the cluster is away, where it still is when the time to wait is over.</summary>
    private void ThrowIfAway()
    {
        if (cluster.Outage.Failure is { } failure)
        {
            throw failure;
        }
    }

    private List<JobReport> Awaited() =>
    [
        .. ledger.Entries
            .Where(job => ledger.IsAwaited(job) && context.IsWaitedFor(job.File))
            .Select(job => job.ToReport()),
    ];
}
