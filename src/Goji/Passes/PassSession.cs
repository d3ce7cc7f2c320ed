using Goji.Model;
using Goji.Passes.Cancelling;
using Goji.Passes.Ledger;
using Goji.Passes.Notifying;
using Goji.Passes.Previewing;
using Goji.Passes.Publishing;
using Goji.Passes.Waiting;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes;

/// <summary>
/// Opens what a pass needs, runs it or its preview, and reports. A repository without open work is left after the first sync, and no
/// request is sent to the cluster.
/// </summary>
internal sealed class PassSession : IAsyncDisposable
{
    private readonly PassContext context;
    private readonly DateTimeOffset startedAt;
    private readonly PassDeadline patience;
    private readonly Publisher publisher;
    private readonly PassLedger ledger;
    private readonly PassCluster cluster;
    private readonly NotifyStep notifying;

    /// <param name="context">The ports and settings.</param>
    /// <param name="openCluster">Opens the cluster, where it is needed.</param>
    /// <param name="wait">How long the pass may wait; null for one round.</param>
    /// <param name="stop">Ends the pass.</param>
    public PassSession(PassContext context, Func<ICluster> openCluster, TimeSpan? wait, CancellationToken stop)
    {
        this.context = context;
        startedAt = context.Time.GetUtcNow();
        patience = new(wait, context.Time, stop);
        publisher = new(context.Repository, patience, context.Log, context.Time, context.Probe);
        ledger = new(context.Log, context.Only);
        cluster = new(openCluster, patience, context.Log, context.Time);
        notifying = new(context);
    }

    public async Task<GojiReport> RunAsync()
    {
        try
        {
            if (await BeginAsync() is { } steps)
            {
                await RunAsync(steps);
            }
        }
        finally
        {
            notifying.Post(ledger);
        }

        await notifying.EndAsync(ledger, publisher, patience.Stop);
        context.Probe.Before(PassStep.WorkingCopy);
        context.Repository.UpdateWorkingCopy(ledger.Snapshot);
        context.Probe.After(PassStep.WorkingCopy);
        return Report();
    }

    /// <summary>Finds out what <see cref="RunAsync()"/> would do, and changes nothing in the repository or the cluster.</summary>
    /// <param name="dryRun">Whether to check with the API server, by a dry run, the Jobs that would be created.</param>
    public async Task<GojiReport> PreviewAsync(bool dryRun)
    {
        if (await BeginAsync() is { } steps)
        {
            await new Preview(steps, ledger).RunAsync(dryRun, patience.Token);
        }

        return Report() with { DryRun = true };
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        patience.Dispose();
    }

    /// <returns>The steps that follow the sync; null where there is nothing to do.</returns>
    private async Task<PassSteps?> BeginAsync()
    {
        if (context.Repository.ExpectsWork)
        {
            cluster.Begin();
        }

        ledger.Began(await publisher.SyncAsync(patience.Token));
        WarnOfUnknownNames();
        return ledger.HasWork ? await PassSteps.BeginAsync(context, publisher, cluster, notifying, ledger, patience) : null;
    }

    // A misspelt name would be waited for in no time.
    private void WarnOfUnknownNames()
    {
        foreach (var name in context.Options.WaitFor.Where(name => !IsKnown(name)))
        {
            ledger.Warn(new(
                $"{SettingNames.Of(nameof(GojiOptions.WaitFor))} names '{name}', of which the repository has neither a file nor a record, "
                    + "so that it is not waited for. Name a job by its path below its state folder."));
        }
    }

    private bool IsKnown(string name) =>
        Enum.GetValues<JobState>().Any(state => ledger.Snapshot.Find(state, name) is not null)
        || ledger.Snapshot.ContentIdOf(RunRecord.PathOf(name)) is not null;

    private async Task RunAsync(PassSteps steps)
    {
        await using var logs = steps.Logs;
        logs.Begin();
        var pass = new Pass(context, steps, ledger, publisher, patience, new(context, patience, ledger, cluster, steps));
        await new CancelAtWaitEnd(context, patience, publisher, ledger, steps.Requests, pass).RunAsync();
    }

    private GojiReport Report()
    {
        var report = new GojiReport
        {
            Repository = context.Repository.Address,
            Branch = context.Repository.Branch,
            Cluster = cluster.Address,
            Jobs = ledger.Jobs,
            Commits = [.. publisher.Commits],
            Warnings = ledger.Warnings,
            StartedAt = startedAt,
            FinishedAt = context.Time.GetUtcNow(),
        };
        return report with { DueIn = cluster.Until(report.NextDueAt) };
    }
}
