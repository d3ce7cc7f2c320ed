using Goji.Model;
using Goji.Passes.Deciding;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Starting;

/// <summary>
/// Creates one Job of a claimed file. Creating is idempotent: the name is fixed and the Job carries the run id, so that a runner that finds
/// a Job of that name can decide whether it is the one to create.
/// </summary>
/// <param name="context">The ports and settings.</param>
/// <param name="cluster">The cluster.</param>
/// <param name="repositoryId">The repository that Jobs must belong to for being replaced.</param>
/// <param name="snapshot">The snapshot whose run records show which verdicts are recorded.</param>
internal sealed class JobStarter(PassContext context, ICluster cluster, string repositoryId, IRepositorySnapshot snapshot)
{
    /// <summary>
    /// Maximum time for a finished Job of an earlier attempt to disappear. One that takes longer waits for its finalizers; Goji does not
    /// wait for those.
    /// </summary>
    public static readonly TimeSpan DeletionTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(1);

    /// <param name="result">What has come of the file so far.</param>
    /// <param name="job">What to create.</param>
    /// <param name="run">The Job as the attempt has it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<StartResult> StartAsync(StartResult result, PreparedJob job, JobRun run, CancellationToken cancellationToken)
    {
        var began = context.Time.GetTimestamp();
        var pauses = new Backoff(FirstPoll, LongestPoll);
        var inTheWay = $"The name of Job '{job.Namespace}/{job.Name}' is taken by a Job that cannot be read.";
        while (context.Time.GetElapsedTime(began) < DeletionTimeout)
        {
            context.Probe.Before(PassStep.Create);
            try
            {
                var trustedUntil = result.Attempt.TrustedUntil(context.Options.ClaimTime);
                var created = await cluster.As(result.Order.Prepared.Account)
                    .CreateJobAsync(job.Namespace, job.Body, trustedUntil, cancellationToken);
                context.Probe.Before(PassStep.CreateResponse);
                context.Log.Write(GojiLogLevel.Verbose, "Created Job {0}/{1} for {2}.", job.Namespace, job.Name, result.Order.File.Path);
                context.Probe.After(PassStep.CreateResponse);
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
                    if (await HandleExistingAsync(result, run, existing, cancellationToken) is { } settled)
                    {
                        return settled;
                    }

                    inTheWay = EarlierJobs.HangsInDeletion(existing);
                }

                await Task.Delay(pauses.Next(), context.Time, cancellationToken);
            }
            catch (ClusterException exception) when (exception.IsRefusal || exception.IsServerFault)
            {
                return await RefusedAsync(result, run, exception, cancellationToken);
            }
            finally
            {
                context.Probe.After(PassStep.Create);
            }
        }

        return result.ReturnClaim(inTheWay);
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
            : result.After(exception);
    }

    /// <summary>Handles an existing Job of that name; null to try the create again.</summary>
    private async Task<StartResult?> HandleExistingAsync(
        StartResult result, JobRun run, ObservedJob existing, CancellationToken cancellationToken)
    {
        if (existing.RunId == result.Attempt.Id)
        {
            context.Log.Write(
                GojiLogLevel.Verbose,
                "Job {0}/{1} of {2} had been created already.",
                existing.Namespace,
                existing.Name,
                result.Order.File.Path);
            return await StartedAsync(result, run, existing, cancellationToken);
        }

        if (existing.RunId is null || existing.RepositoryId != repositoryId)
        {
            return result.With(run, run.Refuse(
                $"A Job '{existing.Namespace}/{existing.Name}' exists (UID {existing.Uid}) that this jobs repository did not start, and "
                    + $"Goji leaves it alone. Delete it, or name yours differently, and requeue."));
        }

        if (existing.DeletionAt is not null)
        {
            return null;
        }

        // A runner that was delayed since the claim may see a Job of a later attempt.
        if (cluster.NowAtMost > result.Attempt.TrustedUntil(context.Options.ClaimTime))
        {
            return result with { IsStale = true };
        }

        if (EarlierJobs.Obstacle(snapshot, existing) is { } obstacle)
        {
            return result.ReturnClaim(obstacle);
        }

        context.Log.Write(GojiLogLevel.Verbose, "Deleting finished Job {0}/{1} of an earlier attempt.", existing.Namespace, existing.Name);
        await cluster.As(result.Order.Prepared.Account).DeleteJobAsync(existing, cancellationToken);
        return null;
    }

    private async Task<StartResult> StartedAsync(StartResult result, JobRun run, ObservedJob job, CancellationToken cancellationToken)
    {
        var started = new StartedJob(cluster.As(result.Order.Prepared.Account), context.Log);
        return result.With(run, await started.RecordAsync(run, job, cancellationToken));
    }
}
