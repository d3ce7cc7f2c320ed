using Goji.Model;
using Goji.Passes.Waiting;
using Goji.Ports;

namespace Goji.Passes.Publishing;

/// <summary>
/// Commits and pushes what a pass has decided. A plain push is a compare-and-swap on the branch: the runner that loses it fetches, decides
/// again on the new tip and commits again. Nothing is rebased, merged or forced.
/// </summary>
internal sealed class Publisher
{
    /// <summary>How often the branch may be lost to others before a pass gives up.</summary>
    public const int MaxLosses = 30;

    private readonly IJobRepository repository;
    private readonly IGojiLog log;
    private readonly TimeProvider time;
    private readonly IPassProbe probe;
    private readonly Outage outage;
    private readonly PassDeadline patience;
    private readonly List<string> commits = [];

    /// <param name="repository">The jobs repository.</param>
    /// <param name="patience">The time that the pass may wait for a remote that is away.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="probe">Is called before and after each step.</param>
    public Publisher(IJobRepository repository, PassDeadline patience, IGojiLog log, TimeProvider time, IPassProbe probe)
    {
        this.repository = repository;
        this.patience = patience;
        this.log = log;
        this.time = time;
        this.probe = probe;
        outage = new(() => $"The remote '{repository.Address}'", patience, log, time);
    }

    /// <summary>The commits that were pushed, oldest first.</summary>
    public IReadOnlyList<string> Commits => commits;

    /// <summary>How long the newest push took until the remote had accepted it.</summary>
    public TimeSpan PushTime { get; private set; }

    /// <summary>Fetches.</summary>
    public Task<IRepositorySnapshot> SyncAsync(CancellationToken cancellationToken) => outage.CallAsync(
        async () =>
        {
            using var activity = Telemetry.Begin("goji.fetch");
            probe.Before(PassStep.Fetch);
            var snapshot = await repository.SyncAsync(cancellationToken);
            probe.After(PassStep.Fetch);
            return snapshot;
        },
        cancellationToken);

    /// <summary>Composes a commit on the newest tip and pushes it.</summary>
    /// <param name="basis">The snapshot to begin with.</param>
    /// <param name="compose">Decides on a snapshot; called again for each newer one. A null draft means there is nothing to commit.</param>
    /// <param name="commitStep">The commit's name in the protocol.</param>
    /// <param name="pushStep">The push's name in the protocol.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The newest snapshot, and the plan that has landed.</returns>
    public async Task<Published<TPlan>> PublishAsync<TPlan>(
        IRepositorySnapshot basis,
        Func<IRepositorySnapshot, (CommitDraft? Draft, TPlan Plan)> compose,
        PassStep commitStep,
        PassStep pushStep,
        CancellationToken cancellationToken)
    {
        // A push whose answer was lost may land later: any of the commits may turn out to be the one that did.
        var tried = new List<(string Id, TPlan Plan)>();
        var losses = new Backoff(TimeSpan.FromMilliseconds(25), TimeSpan.FromSeconds(2));
        while (true)
        {
            var (draft, plan) = compose(basis);
            if (draft is null)
            {
                return new(basis, plan);
            }

            probe.Before(commitStep);
            var commit = repository.Commit(basis, draft);
            probe.After(commitStep);
            tried.Add((commit.Id, plan));
            if (await TryPushAsync(commit, pushStep, losses, cancellationToken))
            {
                commits.Add(commit.Id);
                return new(commit, plan);
            }

            basis = await SyncAsync(cancellationToken);
            foreach (var (id, landed) in tried)
            {
                if (repository.Contains(basis, id))
                {
                    commits.Add(id);
                    return new(basis, landed);
                }
            }
        }
    }

    /// <returns>Whether the push was accepted. If not, the pause before the next try is over.</returns>
    private async Task<bool> TryPushAsync(IRepositorySnapshot commit, PassStep step, Backoff losses, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Begin("goji.push");
        var began = time.GetTimestamp();
        PushOutcome outcome;
        try
        {
            probe.Before(step);
            outcome = await repository.PushAsync(commit, cancellationToken);
            probe.After(step);
        }
        catch (OperationCanceledException) when (patience.IsOver)
        {
            // Nobody answers: what is not recorded is left to the next pass.
            throw outage.Failure ?? new WaitTimeoutException($"The push to '{repository.Address}'", time.GetElapsedTime(began));
        }
        catch (GojiException failure) when (Outage.Is(failure))
        {
            await outage.PauseAsync(failure, cancellationToken);
            Telemetry.PushRetries.Add(1);
            log.Write(GojiEvent.PushRetried, GojiLogLevel.Debug, "Pushing to '{0}' again.", repository.Address);
            return false;
        }

        outage.Ended();
        if (outcome == PushOutcome.Accepted)
        {
            PushTime = time.GetElapsedTime(began);
            return true;
        }

        await PauseAfterLossAsync(losses, cancellationToken);
        return false;
    }

    private Task PauseAfterLossAsync(Backoff losses, CancellationToken cancellationToken)
    {
        if (losses.Failures == MaxLosses)
        {
            throw new GojiUnavailableException(
                $"Other pushes to branch '{repository.Branch}' of '{repository.Address}' came first, {MaxLosses + 1} times in a row. "
                + "Nothing is lost: the next pass retries.");
        }

        Telemetry.PushRetries.Add(1);
        log.Write(
            GojiEvent.PushRetried, GojiLogLevel.Verbose, "Another push to branch '{0}' came first. Fetching and deciding again.",
            repository.Branch);
        return Task.Delay(losses.Next(), time, cancellationToken);
    }
}
