using System.Collections.Concurrent;
using Goji.Model;
using Goji.Passes.Deciding.Companions;
using Goji.Passes.Observing;
using Goji.Ports;

namespace Goji.Passes.Deciding;

/// <summary>
/// Reads from the cluster what deciding needs, so that no claim is made that cannot succeed: a returned claim costs two commits.
/// </summary>
internal sealed class ClusterFactsReader(ICluster cluster, GojiOptions options)
{
    private readonly int parallelism = Math.Max(1, options.Parallelism);

    /// <param name="decisions">What would be decided if nothing were known.</param>
    /// <param name="snapshot">The snapshot that it was decided on.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ClusterFacts> FindAsync(Decisions decisions, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        var claims = decisions.Queue.OfType<Decision.Claim>().ToList();
        var noQueue = claims.Count > 0 ? await FindMissingQueueAsync(cancellationToken) : null;
        var closed = new Dictionary<(string? Account, string Namespace), string>();
        var places = claims.SelectMany(claim => claim.Prepared.Jobs.Select(job => (claim.Prepared.Account, Job: job)));
        foreach (var jobs in places.GroupBy(place => (place.Account, place.Job.Namespace)))
        {
            var (account, place) = jobs.Key;
            if ((noQueue ?? await FindObstacleAsync(account, place, jobs.First().Job, cancellationToken)) is { } obstacle)
            {
                closed.Add(jobs.Key, obstacle);
            }
        }

        return new()
        {
            ClosedNamespaces = closed,
            Refusals = await FindRefusalsAsync(claims, new(cluster, new(decisions.RepositoryId, snapshot.IsOpen)), cancellationToken),
            Existing = await FindExistingAsync(decisions.IsFirst ? [] : claims, decisions.RepositoryId, cancellationToken),
        };
    }

    /// <summary>
    /// Why no Job can wait in the queue that the settings name; null where they name none, or where the cluster does not answer that.
    /// </summary>
    private async Task<string?> FindMissingQueueAsync(CancellationToken cancellationToken)
    {
        try
        {
            return options.LocalQueue is { } queue && !await cluster.HasKueueAsync(cancellationToken)
                ? $"The setting LocalQueue is '{queue}', and the cluster has no Kueue (API group {KueueNames.Group}): the Job would start "
                    + $"at once. "
                    + "Install Kueue, or remove the setting."
                : null;
        }
        catch (ClusterException exception) when (!exception.IsOutage)
        {
            return null;
        }
    }

    /// <summary>Why nothing can be created in a namespace.</summary>
    private async Task<string?> FindObstacleAsync(string? account, string space, PreparedJob first, CancellationToken cancellationToken)
    {
        var actor = cluster.As(account);
        if (!await actor.MayCreateJobsAsync(space, cancellationToken))
        {
            var who = account is null ? "The runner" : $"The account '{account}', which the policy has the runner impersonate,";
            return $"{who} may not create Jobs in namespace '{space}'. Bind a Role with the verb 'create' on 'jobs' of 'batch' to its "
                + $"account.";
        }

        try
        {
            await actor.DryRunJobAsync(space, first.Body, cancellationToken);
            return null;
        }
        catch (ClusterException exception)
        {
            return exception.Failure switch
            {
                ClusterFailure.QuotaExceeded => $"{exception.Message} It starts when there is room again.",
                ClusterFailure.NamespaceTerminating => $"{exception.Message} It starts when there is a namespace of that name again.",
                ClusterFailure.Forbidden when account is not null =>
                    $"{exception.Message} The policy has the runner impersonate '{account}'. Grant the runner the verb 'impersonate' for "
                        + $"it.",

                // Anything else is about that one Job, and may not come at its real creation.
                _ => null,
            };
        }
    }

    /// <summary>
    /// Why the claims of single files would be returned: their content cannot be applied, or earlier claims were returned.
    /// </summary>
    private async Task<IReadOnlyDictionary<string, string>> FindRefusalsAsync(
        IReadOnlyList<Decision.Claim> claims, CompanionCheck companions, CancellationToken cancellationToken)
    {
        var refusals = new ConcurrentDictionary<string, string>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            claims.Where(claim => claim.WasReturned || claim.Prepared.Companions.Count > 0),
            parallel,
            async (claim, token) =>
            {
                if (await companions.FindObstacleAsync(claim.Prepared, token) is { } obstacle)
                {
                    refusals[claim.File.Path] = obstacle;
                }
                else if (claim.WasReturned && await DryRunAsync(claim.Prepared, token) is { } refusal)
                {
                    refusals[claim.File.Path] = refusal;
                }
            });
        return refusals;
    }

    private async Task<string?> DryRunAsync(PreparedFile prepared, CancellationToken cancellationToken)
    {
        try
        {
            await DryRunCheck.RunAsync(cluster.As(prepared.Account), prepared, cancellationToken);
            return null;
        }
        catch (ClusterException exception) when (exception.IsObstacle)
        {
            return exception.Message;
        }
        catch (ClusterException exception) when (!exception.IsOutage)
        {
            return null;
        }
    }

    /// <summary>
    /// Jobs of this repository that have the names of those to be created: in a list where there are many, one by one where there are few.
    /// </summary>
    private async Task<IReadOnlyDictionary<(string Namespace, string Name), ObservedJob>> FindExistingAsync(
        IReadOnlyList<Decision.Claim> claims, string repositoryId, CancellationToken cancellationToken)
    {
        var existing = new ConcurrentDictionary<(string, string), ObservedJob>();
        foreach (var jobs in claims.SelectMany(claim => claim.Prepared.Jobs).GroupBy(job => job.Namespace))
        {
            foreach (var job in await FindOfNamespaceAsync(jobs.Key, [.. jobs.Select(job => job.Name)], repositoryId, cancellationToken))
            {
                existing[(job.Namespace, job.Name)] = job;
            }
        }

        return existing;
    }

    private async Task<IEnumerable<ObservedJob>> FindOfNamespaceAsync(
        string space, IReadOnlyList<string> names, string repositoryId, CancellationToken cancellationToken)
    {
        try
        {
            if (names.Count > Observer.FewJobs)
            {
                return await cluster.ListJobsAsync(space, Observer.SelectorOf(repositoryId), cancellationToken);
            }

            var found = await Task.WhenAll(names.Select(name => cluster.FindJobAsync(space, name, cancellationToken)));
            return found.OfType<ObservedJob>().Where(job => job.RepositoryId == repositoryId);
        }
        catch (ClusterException exception) when (!exception.IsOutage)
        {
            // A runner that may not read Jobs meets them when it creates its own.
            return [];
        }
    }
}
