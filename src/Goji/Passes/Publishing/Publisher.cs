using Goji.Ports;

namespace Goji.Passes.Publishing;

/// <summary>
/// Commits and pushes what a pass has decided. A plain push is a compare-and-swap on the branch: whoever loses it fetches, decides again on
/// the new tip and commits again. Nothing is rebased, merged or forced.
/// </summary>
internal sealed class Publisher(IJobRepository repository, IGojiLog log, TimeProvider time, IPassProbe probe)
{
    /// <summary>How often the branch may be lost to others before a pass gives up.</summary>
    public const int MaxLosses = 30;

    /// <summary>How often the remote may be out of reach in one push before a pass gives up.</summary>
    public const int MaxFailures = 4;

    private readonly List<string> commits = [];

    /// <summary>The commits that were pushed, oldest first.</summary>
    public IReadOnlyList<string> Commits => commits;

    /// <summary>How many pushes were tried.</summary>
    public int Attempts { get; private set; }

    /// <summary>Fetches.</summary>
    public async Task<IRepositorySnapshot> SyncAsync(CancellationToken cancellationToken)
    {
        probe.Before(PassStep.Fetch);
        var snapshot = await repository.SyncAsync(cancellationToken);
        probe.After(PassStep.Fetch);
        return snapshot;
    }

    /// <summary>Composes a commit on the newest tip and pushes it.</summary>
    /// <param name="basis">The snapshot to begin with.</param>
    /// <param name="compose">Decides on a snapshot; called again for each newer one. A null draft means there is nothing to commit.</param>
    /// <param name="commitStep">How the commit is called in the protocol.</param>
    /// <param name="pushStep">How the push is called in the protocol.</param>
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
        var losses = 0;
        var failures = 0;
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
            if (await TryPushAsync(commit, pushStep, cancellationToken) is not { } failure)
            {
                commits.Add(commit.Id);
                return new(commit, plan);
            }

            if (failure is PushLost ? ++losses > MaxLosses : ++failures > MaxFailures)
            {
                throw failure;
            }

            log.Write(GojiLogLevel.Verbose, "{0} Fetching and deciding again.", failure.Message);
            await PauseAsync(losses + failures, cancellationToken);
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

    private async Task<GojiException?> TryPushAsync(IRepositorySnapshot commit, PassStep step, CancellationToken cancellationToken)
    {
        Attempts++;
        try
        {
            probe.Before(step);
            var outcome = await repository.PushAsync(commit, cancellationToken);
            probe.After(step);
            return outcome == PushOutcome.Accepted ? null : new PushLost(repository.Address, repository.Branch, MaxLosses);
        }
        catch (GojiUnavailableException exception)
        {
            return exception;
        }
    }

    private Task PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        var ceiling = Math.Min(2000, 25 * Math.Pow(2, Math.Min(attempt, 10)));
        return Task.Delay(TimeSpan.FromMilliseconds(ceiling * Random.Shared.NextDouble()), time, cancellationToken);
    }

    private sealed class PushLost(string address, string branch, int losses) : GojiException(
        $"Somebody else pushed to branch '{branch}' of '{address}' first, {losses} times in a row. Nothing is lost: the next pass tries again.");
}
