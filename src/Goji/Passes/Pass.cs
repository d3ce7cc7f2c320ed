using Goji.Passes.Answering;
using Goji.Passes.Cancelling;
using Goji.Passes.Ledger;
using Goji.Passes.Observing;
using Goji.Passes.Previewing;
using Goji.Passes.Publishing;
using Goji.Passes.Waiting;
using Goji.Ports;

namespace Goji.Passes;

/// <summary>
/// One pass over a jobs repository: Sync, then Decide, Claim, Start, Observe, Record, and with a time to wait again from the first of them
/// until every awaited job has its verdict. A repository without open work is left after the sync.
/// </summary>
internal sealed class Pass : IDisposable
{
    /// <summary>
    /// The Date header that the API server's clock is read from has whole seconds: a time that is due may not be so by it yet.
    /// </summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);

    private readonly PassContext context;
    private readonly Func<ICluster> openCluster;
    private readonly DateTimeOffset startedAt;
    private readonly PassTime patience;
    private readonly Publisher publisher;
    private readonly PassLedger ledger;
    private readonly ProgressReporter progress;
    private readonly Outage clusterOutage;
    private ICluster? cluster;
    private readonly AnswerBook book;
    private readonly AnswerStep answering;
    private string clusterAddress = "";

    /// <param name="context">The ports and settings.</param>
    /// <param name="openCluster">Opens the cluster, where it is needed.</param>
    /// <param name="wait">How long the pass may wait; null for one round.</param>
    /// <param name="stop">Ends the pass.</param>
    public Pass(PassContext context, Func<ICluster> openCluster, TimeSpan? wait, CancellationToken stop)
    {
        this.context = context;
        this.openCluster = openCluster;
        startedAt = context.Time.GetUtcNow();
        patience = new(wait, context.Time, stop);
        publisher = new(context.Repository, patience, context.Log, context.Time, context.Probe);
        ledger = new(context.Log, context.Only);
        progress = new(context);
        book = new(context.Repository, context.Answers);
        answering = new(context, book);
        clusterOutage = new(() => $"The cluster '{clusterAddress}'", patience, context.Log, context.Time);
    }

    public async Task<GojiReport> RunAsync()
    {
        await using var opening = new ClusterOpening(openCluster);
        try
        {
            if (await BeginAsync(opening) is { } steps)
            {
                await RunAsync(steps);
            }
        }
        finally
        {
            answering.Post(ledger);
        }

        await context.Answers.EndPassAsync(patience.Stop);
        await answering.AcknowledgeAsync(ledger, publisher, patience.Stop);
        context.Probe.Before(PassStep.WorkingCopy);
        context.Repository.UpdateWorkingCopy(ledger.Snapshot);
        context.Probe.After(PassStep.WorkingCopy);
        return Report();
    }

    /// <summary>Finds out what <see cref="RunAsync()"/> would do, and changes nothing in the repository or the cluster.</summary>
    /// <param name="rehearse">Whether to check with the API server, by a dry run, the Jobs that would be created.</param>
    public async Task<GojiReport> PreviewAsync(bool rehearse)
    {
        await using var opening = new ClusterOpening(openCluster);
        if (await BeginAsync(opening) is { } steps)
        {
            await new Preview(steps, ledger).RunAsync(rehearse, patience.Token);
        }

        return Report() with { DryRun = true };
    }

    public void Dispose() => patience.Dispose();

    /// <returns>The steps that follow; null where there is nothing to do.</returns>
    private async Task<PassSteps?> BeginAsync(ClusterOpening opening)
    {
        if (context.Repository.ExpectsWork)
        {
            opening.Begin();
        }

        ledger.Began(await publisher.SyncAsync(patience.Token));
        if (!ledger.HasWork)
        {
            return null;
        }

        cluster = await opening.EndAsync();
        clusterAddress = cluster.Address;
        var asked = context.Time.GetTimestamp();
        try
        {
            return await PassSteps.BeginAsync(context, publisher, cluster, book, clusterOutage, ledger, patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            throw new NoAnswerException($"The cluster '{clusterAddress}'", context.Time.GetElapsedTime(asked));
        }
    }

    private async Task RunAsync(PassSteps steps)
    {
        await using var logs = steps.Logs;
        logs.Begin();
        var round = new PassRound(context, patience, publisher, steps, ledger);
        var cancel = new AwaitedCancel(context, steps, publisher, ledger, round);
        try
        {
            await RunAsync(steps, round);
        }
        catch (OperationCanceledException) when (patience.IsStopped && context.Options.OnAbort == EndedWait.Cancel)
        {
            await cancel.RunAsync(nameof(GojiOptions.OnAbort), AwaitedCancel.TimeAfterSignal);
            throw;
        }

        if (patience.HasTimedOut && context.Only is null && context.Options.OnTimeout == EndedWait.Cancel)
        {
            await cancel.RunAsync(nameof(GojiOptions.OnTimeout), AwaitedCancel.TimeAfterWait);
        }
    }

    private async Task RunAsync(PassSteps steps, PassRound round)
    {
        while (true)
        {
            var outage = await TryAsync(round);
            answering.Post(ledger);
            var awaited = Awaited();
            if (awaited.Count > 0)
            {
                patience.ThrowIfStopped();
            }

            var isDone = !patience.HasLeft || (outage is null && awaited.Count == 0 && !ledger.MayStartMore);
            progress.Report(ledger, isDone ? [] : awaited, patience.Waited);
            if (isDone)
            {
                return;
            }

            context.Repository.UpdateWorkingCopy(ledger.Snapshot);
            if (!await TryWaitAsync(steps, outage, awaited))
            {
                return;
            }
        }
    }

    /// <summary>Runs a round. While there is time to wait, a cluster that is away is no reason to end the pass.</summary>
    /// <returns>Why the round could not be run to its end; null where it was.</returns>
    private async Task<GojiException?> TryAsync(PassRound round)
    {
        try
        {
            await round.RunAsync(patience.Token);
            clusterOutage.Ended();
            return null;
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            return clusterOutage.Failure is { } failure ? throw failure : null;
        }
        catch (NoAnswerException failure) when (!failure.IsSilence)
        {
            return null;
        }
        catch (GojiException failure) when (patience.HasLeft && failure is ClusterException or BlindLookException && Outage.Is(failure))
        {
            return failure;
        }
    }

    /// <summary>Waits for changes of the Jobs, and syncs.</summary>
    /// <returns>Whether there is time for another round.</returns>
    private async Task<bool> TryWaitAsync(PassSteps steps, GojiException? outage, IReadOnlyList<JobReport> awaited)
    {
        try
        {
            if (outage is not null)
            {
                await clusterOutage.PauseAsync(outage, patience.Token);
            }
            else if (!ledger.MayStartMore)
            {
                progress.Log(awaited);
                var pause = new[] { patience.Remaining, context.Options.PollInterval, DueIn(ledger.NextDueAt) ?? TimeSpan.MaxValue }.Min();
                await steps.Wait.RunAsync(
                    awaited, pause > TimeSpan.Zero ? pause : ShortestPause, steps.Decide.RepositoryIdOf(ledger.Snapshot), patience.Token);
            }

            ledger.Synced(await publisher.SyncAsync(patience.Token));
            return true;
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            return clusterOutage.Failure is { } failure ? throw failure : false;
        }
        catch (NoAnswerException failure) when (!failure.IsSilence)
        {
            return false;
        }
    }

    private List<JobReport> Awaited() =>
    [
        .. ledger.Entries
            .Where(job => ledger.IsAwaited(job) && context.IsWaitedFor(job.File))
            .Select(job => job.ToReport()),
    ];

    private GojiReport Report()
    {
        var report = new GojiReport
        {
            Repository = context.Repository.Address,
            Branch = context.Repository.Branch,
            Cluster = clusterAddress,
            Jobs = ledger.Jobs,
            Commits = [.. publisher.Commits],
            Warnings = ledger.Warnings,
            StartedAt = startedAt,
            FinishedAt = context.Time.GetUtcNow(),
        };
        return report with { DueIn = DueIn(report.NextDueAt) };
    }

    /// <summary>How long it is until a time by the API server's clock.</summary>
    private TimeSpan? DueIn(DateTimeOffset? time) => time - cluster?.Now;
}
