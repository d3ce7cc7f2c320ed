using System.Collections.Concurrent;
using Goji.Model;
using Goji.Passes.Deciding;
using Goji.Passes.Waiting;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Starting;

/// <summary>
/// Starts claimed files. Creating is idempotent: the name is fixed and the Job carries the run id, so that a runner that finds a Job of
/// that name can decide whether it is the one to create.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="options">The options.</param>
/// <param name="repositoryId">The repository that Jobs must belong to for being replaced.</param>
/// <param name="snapshot">The snapshot whose run records show which verdicts are recorded.</param>
/// <param name="log">The log.</param>
/// <param name="time">The clock.</param>
/// <param name="probe">The probe.</param>
internal sealed class Starter(
    ICluster cluster, GojiOptions options, string repositoryId, IRepositorySnapshot snapshot, IGojiLog log, TimeProvider time,
    IPassProbe probe)
{
    /// <summary>
    /// Maximum time for a finished Job of an earlier attempt to disappear. One that takes longer waits for its finalizers; Goji does not
    /// wait for those.
    /// </summary>
    public static readonly TimeSpan DeletionTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(1);

    private readonly CompanionTurns turns = new();

    public async Task<IReadOnlyList<StartResult>> StartAsync(IReadOnlyList<StartOrder> orders, CancellationToken cancellationToken)
    {
        var results = new ConcurrentBag<StartResult>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Parallelism) };
        await Parallel.ForEachAsync(orders, parallel, async (order, _) => results.Add(await StartAsync(order, cancellationToken)));
        return [.. results.OrderBy(result => result.Order.File.Path, StringComparer.Ordinal)];
    }

    private async Task<StartResult> StartAsync(StartOrder order, CancellationToken cancellationToken)
    {
        var result = new StartResult(order, order.Attempt);
        try
        {
            var companions = new CompanionSet(
                ActorOf(result), order, new CompanionRule(repositoryId, snapshot.IsOpen), log, TrustedUntil(result), probe);
            return await EndAsync(
                await PrepareAsync(result, companions, cancellationToken)
                    ?? await StartJobsAsync(result, cancellationToken), companions, cancellationToken);
        }
        catch (ClusterException exception)
        {
            return Leave(result, exception);
        }
        catch (OperationCanceledException)
        {
            return result with { Left = "The pass was cancelled.", IsUncertain = true };
        }
    }

    private async Task<StartResult> StartJobsAsync(StartResult result, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var job in result.Order.Prepared.Jobs)
            {
                if (result.Attempt.Jobs.FirstOrDefault(run => run.Namespace == job.Namespace && run.Name == job.Name)
                    is { Uid: null, Outcome: null } run)
                {
                    result = await StartAsync(result, job, run, cancellationToken);
                    if (result.IsStale || result.Left is not null || result.BackToQueue is not null)
                    {
                        return result;
                    }
                }
            }

            return result;
        }
        catch (ClusterException exception)
        {
            return Leave(result, exception);
        }
        catch (OperationCanceledException)
        {
            return result with { Left = "The pass was cancelled.", IsUncertain = true };
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
            if (prepared.IsRehearsed && !order.Attempt.IsBegun)
            {
                await Rehearsal.RunAsync(ActorOf(result), prepared, cancellationToken);
            }

            using var turn = await turns.TakeAsync(prepared.Companions, cancellationToken);
            return await companions.BringAsync(cancellationToken) is { } obstacle ? GoBack(result, obstacle) : null;
        }
        catch (ClusterException exception) when (IsDefinite(exception.Failure) || !order.Attempt.IsBegun)
        {
            // No create was sent yet, so that the claim can be returned whatever the answer was.
            return IsDefinite(exception.Failure) ? After(result, exception) : GoBack(result, exception.Message);
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
                return Leave(new(result.Order, result.Order.Attempt), exception) with { IsUncertain = true };
            }
        }
        else if (result.Left is null)
        {
            await companions.RemoveAsync(cancellationToken);
        }

        return result;
    }

    private async Task<StartResult> StartAsync(StartResult result, PreparedJob job, JobRun run, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var pauses = new Backoff(FirstPoll, LongestPoll);
        var inTheWay = $"The name of Job '{job.Namespace}/{job.Name}' is taken by a Job that cannot be read.";
        while (time.GetElapsedTime(began) < DeletionTimeout)
        {
            probe.Before(PassStep.Create);
            try
            {
                var created = await ActorOf(result).CreateJobAsync(job.Namespace, job.Body, TrustedUntil(result), cancellationToken);
                probe.Before(PassStep.CreateResponse);
                log.Write(GojiLogLevel.Verbose, "Created Job {0}/{1} for {2}.", job.Namespace, job.Name, result.Order.File.Path);
                probe.After(PassStep.CreateResponse);
                return await StartedAsync(result, run, created, cancellationToken);
            }
            catch (ClusterException exception) when (exception.Failure == ClusterFailure.Outdated)
            {
                return result with { IsStale = true, IsUncertain = exception.MayHaveActed };
            }
            catch (ClusterException exception) when (exception.Failure == ClusterFailure.AlreadyExists)
            {
                if (await cluster.FindJobAsync(job.Namespace, job.Name, cancellationToken) is { } existing)
                {
                    if (await MeetAsync(result, run, existing, cancellationToken) is { } settled)
                    {
                        return settled;
                    }

                    inTheWay = EarlierJobs.HangsInDeletion(existing);
                }

                await Task.Delay(pauses.Next(), time, cancellationToken);
            }
            catch (ClusterException exception) when (IsDefinite(exception.Failure) || exception.IsServerFault)
            {
                return await RefusedAsync(result, run, exception, cancellationToken);
            }
            finally
            {
                probe.After(PassStep.Create);
            }
        }

        return GoBack(result, inTheWay);
    }

    /// <summary>
    /// A refusal may be the answer to the second try only, because of the first one: a quota is used up by the Job whose answer was
    /// lost. And a server that fails over a Job (a webhook that does not answer) may have created it or not.
    /// </summary>
    private async Task<StartResult> RefusedAsync(
        StartResult result, JobRun run, ClusterException exception, CancellationToken cancellationToken)
    {
        if (await cluster.FindJobAsync(run.Namespace, run.Name, cancellationToken) is { } existing && existing.RunId == result.Attempt.Id)
        {
            return await StartedAsync(result, run, existing, cancellationToken);
        }

        return exception.MayHaveActed && !exception.IsServerFault
            ? result with { Left = exception.Message, IsUncertain = true }
            : After(result, exception);
    }

    /// <summary>Handles an existing Job of that name; null to try the create again.</summary>
    private async Task<StartResult?> MeetAsync(StartResult result, JobRun run, ObservedJob existing, CancellationToken cancellationToken)
    {
        if (existing.RunId == result.Attempt.Id)
        {
            log.Write(
                GojiLogLevel.Verbose,
                "Job {0}/{1} of {2} had been created already.",
                existing.Namespace,
                existing.Name,
                result.Order.File.Path);
            return await StartedAsync(result, run, existing, cancellationToken);
        }

        if (existing.RunId is null || existing.RepositoryId != repositoryId)
        {
            return Refuse(
                result,
                run,
                $"A Job '{existing.Namespace}/{existing.Name}' exists (UID {existing.Uid}) that this jobs repository did not start, and "
                    + $"Goji leaves it alone. Delete it, or name yours differently, and requeue.");
        }

        if (existing.DeletionAt is not null)
        {
            return null;
        }

        // A runner that was delayed since the claim may see a Job of a later attempt.
        if (cluster.NowAtMost > TrustedUntil(result))
        {
            return result with { IsStale = true };
        }

        if (EarlierJobs.Obstacle(snapshot, existing) is { } obstacle)
        {
            return GoBack(result, obstacle);
        }

        log.Write(GojiLogLevel.Verbose, "Deleting finished Job {0}/{1} of an earlier attempt.", existing.Namespace, existing.Name);
        await ActorOf(result).DeleteJobAsync(existing, cancellationToken);
        return null;
    }

    /// <summary>
    /// The claim is kept. Only a cluster that is unreachable, or that does not accept the credentials, is an outage for the pass.
    /// </summary>
    private static StartResult Leave(StartResult result, ClusterException exception) => result with
    {
        Left = exception.Message,
        IsUncertain = exception.MayHaveActed,
        Outage = Outage.Is(exception) ? exception : null,
    };

    /// <summary>A claim older than this may belong to another runner when a request arrives.</summary>
    private DateTimeOffset TrustedUntil(StartResult result) => result.Attempt.ClaimedAt + (options.ClaimTime / 2);

    private ICluster ActorOf(StartResult result) => cluster.As(result.Order.Prepared.Account);

    private static bool IsDefinite(ClusterFailure failure) => failure
        is ClusterFailure.Invalid or ClusterFailure.NotFound or ClusterFailure.Conflict
        or ClusterFailure.Forbidden or ClusterFailure.QuotaExceeded or ClusterFailure.NamespaceTerminating;

    /// <summary>Whether a later pass may succeed although the server has refused.</summary>
    private static bool IsObstacle(ClusterFailure failure) =>
        failure is ClusterFailure.Forbidden or ClusterFailure.QuotaExceeded or ClusterFailure.NamespaceTerminating;

    private static StartResult After(StartResult result, ClusterException exception) =>
        exception.IsServerFault || IsObstacle(exception.Failure)
        ? GoBack(result, exception.Message)
        : result with { Attempt = Refuse(result.Attempt, exception.Message) };

    private async Task<StartResult> StartedAsync(StartResult result, JobRun run, ObservedJob job, CancellationToken cancellationToken) =>
        result with
        {
            Attempt = Replace(result.Attempt, run, await new StartedJob(ActorOf(result), log).RecordAsync(run, job, cancellationToken)),
        };

    private static StartResult Refuse(StartResult result, JobRun run, string message) =>
        result with
        {
            Attempt = Replace(result.Attempt, run, run with { Outcome = JobOutcome.Failed, Reason = "Refused", Message = message }),
        };

    /// <summary>Refuses the Jobs that are not started yet.</summary>
    private static Attempt Refuse(Attempt attempt, string message) => attempt with
    {
        Jobs = [.. attempt.Jobs.Select(
            run => run is { Uid: null, Outcome: null }
                ? run with { Outcome = JobOutcome.Failed, Reason = "Refused", Message = message }
                : run)],
    };

    private static StartResult GoBack(StartResult result, string reason) =>
        result.Attempt.Jobs.All(run => run.Uid is null && run.Outcome is null)
            ? result with { BackToQueue = reason }
            : result with { Left = reason };

    private static Attempt Replace(Attempt attempt, JobRun old, JobRun current) => attempt with
    {
        Jobs = [.. attempt.Jobs.Select(run => run == old ? current : run)],
    };
}
