using System.Collections.Concurrent;
using Goji.Passes.Deciding;
using Goji.Ports;

namespace Goji.Passes.Starting;

/// <summary>Starts claimed files, several at once: their companions first, and then their Jobs in the order of the file.</summary>
/// <param name="context">The ports and settings.</param>
/// <param name="cluster">The cluster.</param>
/// <param name="repositoryId">The repository that Jobs must belong to for being replaced.</param>
/// <param name="snapshot">The snapshot whose run records show which verdicts are recorded.</param>
internal sealed class Starter(PassContext context, ICluster cluster, string repositoryId, IRepositorySnapshot snapshot)
{
    private readonly JobStarter jobs = new(context, cluster, repositoryId, snapshot);
    private readonly CompanionLocks turns = new();

    public async Task<IReadOnlyList<StartResult>> StartAsync(IReadOnlyList<StartOrder> orders, CancellationToken cancellationToken)
    {
        var results = new ConcurrentBag<StartResult>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, context.Options.Parallelism) };
        await Parallel.ForEachAsync(orders, parallel, async (order, _) => results.Add(await StartAsync(order, cancellationToken)));
        return [.. results.OrderBy(result => result.Order.File.Path, StringComparer.Ordinal)];
    }

    private async Task<StartResult> StartAsync(StartOrder order, CancellationToken cancellationToken)
    {
        var result = new StartResult(order, order.Attempt);
        try
        {
            var companions = new CompanionSet(context, cluster.As(order.Prepared.Account), order, new(repositoryId, snapshot.IsOpen));
            return await EndAsync(
                await PrepareAsync(result, companions, cancellationToken)
                    ?? await StartJobsAsync(result, cancellationToken), companions, cancellationToken);
        }
        catch (ClusterException exception)
        {
            return result.Leave(exception);
        }
        catch (OperationCanceledException)
        {
            return result with { Left = "The pass ended before it knew whether the Job was created.", IsUncertain = true };
        }
    }

    private async Task<StartResult> StartJobsAsync(StartResult result, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var job in result.Order.Prepared.Jobs)
            {
                if (result.Attempt.Jobs.FirstOrDefault(run => run.Namespace == job.Namespace && run.Name == job.Name)
                    is { IsUnstarted: true } run)
                {
                    result = await jobs.StartAsync(result, job, run, cancellationToken);
                    if (result.IsOver)
                    {
                        return result;
                    }
                }
            }

            return result;
        }
        catch (ClusterException exception)
        {
            return result.Leave(exception);
        }
        catch (OperationCanceledException)
        {
            return result with { Left = "The pass ended before it knew whether the Job was created.", IsUncertain = true };
        }
    }

    /// <summary>
    /// Prepares the start of a file: of several documents either all are created or none, so the server checks each before the first
    /// one is created. The other objects of the file exist before its Jobs.
    /// </summary>
    /// <returns>The result, if the file cannot be started; null if it can.</returns>
    private async Task<StartResult?> PrepareAsync(StartResult result, CompanionSet companions, CancellationToken cancellationToken)
    {
        var (order, prepared) = (result.Order, result.Order.Prepared);
        try
        {
            if (prepared.NeedsDryRun && !order.Attempt.IsBegun)
            {
                await DryRunCheck.RunAsync(cluster.As(prepared.Account), prepared, cancellationToken);
            }

            using var turn = await turns.TakeAsync(prepared.Companions, cancellationToken);
            return await companions.ApplyAsync(cancellationToken) is { } obstacle ? result.ReturnClaim(obstacle) : null;
        }
        catch (ClusterException exception) when (exception.IsRefusal || !order.Attempt.IsBegun)
        {
            // No create was sent yet, so that the claim can be returned whatever the answer was.
            return exception.IsRefusal ? result.After(exception) : result.ReturnClaim(exception.Message);
        }
    }

    /// <summary>
    /// Makes the started Jobs owners of the file's companions. Until that is done, nothing is recorded, so that it is tried again.
    /// </summary>
    private static async Task<StartResult> EndAsync(StartResult result, CompanionSet companions, CancellationToken cancellationToken)
    {
        if (result.IsStale || result.IsUncertain)
        {
            return result;
        }

        if (result.Attempt.Jobs.Any(run => run.Uid is not null))
        {
            try
            {
                await companions.OwnAsync(result.Attempt, cancellationToken);
            }
            catch (ClusterException exception)
            {
                return new StartResult(result.Order, result.Order.Attempt).Leave(exception) with { IsUncertain = true };
            }
        }
        else if (result.Left is null)
        {
            await companions.RemoveAsync(cancellationToken);
        }

        return result;
    }
}
