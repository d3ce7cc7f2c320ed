using Goji.Passes.Ledger;
using Goji.Passes.Publishing;
using Goji.Passes.Waiting;
using Goji.Ports;

namespace Goji.Passes.Cancelling;

/// <summary>
/// Cancels the jobs that a pass waits for when its wait ends. The request is pushed first: if the process is killed after that, the next
/// pass of any runner carries it out.
/// </summary>
internal sealed class CancelAtWaitEnd(
    PassContext context, PassDeadline patience, Publisher publisher, PassLedger ledger, CancelComposer requests, Pass pass)
{
    /// <summary>
    /// The time for everything after a signal. GitHub and Azure kill a process 7.5 seconds after Ctrl-C, Docker and Kubernetes later.
    /// </summary>
    public static readonly TimeSpan TimeAfterSignal = TimeSpan.FromSeconds(7);

    /// <summary>The time for everything after the end of the wait: more than pods have to end by default, which is 30 seconds.</summary>
    public static readonly TimeSpan TimeAfterWait = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["OnAbort"] = "The pass was stopped",
        ["OnTimeout"] = "The time to wait is over",
    };

    /// <summary>Runs the pass, and cancels what it waits for where it ends early and the settings ask for that.</summary>
    public async Task RunAsync()
    {
        try
        {
            await pass.RunAsync();
        }
        catch (OperationCanceledException) when (pass.CancelsAtStop)
        {
            await CancelAsync(nameof(GojiOptions.OnAbort), TimeAfterSignal);
            throw;
        }

        if (patience.HasTimedOut && context.Only is null && context.Options.OnTimeout == WaitEndAction.Cancel)
        {
            await CancelAsync(nameof(GojiOptions.OnTimeout), TimeAfterWait);
        }
    }

    /// <param name="setting">The setting that asks for it.</param>
    /// <param name="time">The time for everything.</param>
    private async Task CancelAsync(string setting, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time, context.Time);
        var why = $"{Settings[setting]}, and {setting} is cancel";
        try
        {
            if (await RequestAsync(why, end.Token) is not [_, ..] requested)
            {
                return;
            }

            context.Log.Write(GojiLogLevel.Warning, "{0}. Cancelling {1}.", why, Names(requested));
            while (true)
            {
                await pass.CancelAsync(end.Token);
                if (Left(requested) is not [_, ..])
                {
                    return;
                }

                await Task.Delay(Pause, context.Time, end.Token);
                ledger.Synced(await publisher.SyncAsync(end.Token));
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            ledger.Warn(new("Some jobs are not cancelled yet. Where the request is pushed, the next pass of any runner carries it out."));
        }
        catch (GojiException failure)
        {
            ledger.Warn(new($"Some jobs are not cancelled yet: {failure.Message}"));
        }
    }

    /// <returns>The paths of the jobs that are to be cancelled, once the request is at the remote.</returns>
    private async Task<IReadOnlyList<string>> RequestAsync(string why, CancellationToken cancellationToken)
    {
        var who = CancelText.Who(context.Options.BuildUrl);
        var (snapshot, plan) = await publisher.PublishAsync(
            ledger.Snapshot,
            tip => requests.Compose(tip, new([.. AwaitedOn(tip)]), CancelText.Of(why, who), who),
            PassStep.CancelCommit,
            PassStep.CancelPush,
            cancellationToken);
        ledger.Synced(snapshot);
        return [.. plan.Targets.Select(target => target.File.Path)];
    }

    /// <summary>
    /// The files in processing that the pass waits for: those that it knows to be there, and those that it has claimed itself without
    /// having heard of it.
    /// </summary>
    private IEnumerable<CancelTarget> AwaitedOn(IRepositorySnapshot tip)
    {
        var awaited = ledger.Entries.Where(entry => entry.IsAwaited).Select(entry => entry.File).ToHashSet();
        return tip.ReadProcessing()
            .Where(file => context.IsWaitedFor(file.Path) && (awaited.Contains(file.Path) || file.Attempt?.ClaimedBy == context.Runner))
            .Where(file => file.Attempt is not { State: not JobState.Processing })
            .Select(file => new CancelTarget(file.File, file));
    }

    private List<string> Left(IReadOnlyList<string> requested) =>
        [.. ledger.Entries.Where(entry => entry.IsAwaited && requested.Contains(entry.File)).Select(entry => entry.File)];

    private static string Names(IReadOnlyList<string> paths) => string.Join(", ", paths.Select(path => $"processing/{path}"));
}
