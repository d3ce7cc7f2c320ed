using Goji.Passes;
using Goji.Passes.Cancelling;
using Goji.Passes.Deciding;
using Goji.Passes.Publishing;
using Goji.Ports;
using Goji.Queueing;

namespace Goji;

public sealed partial class GojiRunner
{
    /// <summary>How long the pods of cancelled jobs are waited for where <see cref="GojiOptions.Wait"/> is not set.</summary>
    private static readonly TimeSpan CancelTime = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Cancels queued and processing jobs: their Jobs are deleted, and their files move to <c>failed/</c> with the reason <c>Cancelled</c>.
    /// </summary>
    /// <remarks>
    /// The request is pushed first, as the annotation <c>goji.run/cancel</c> of each file, and then carried out, in the time of
    /// <see cref="GojiOptions.Wait"/> or
    /// one minute. What is not done by then, the next pass of any runner does. A Job that finishes meanwhile keeps its verdict. With
    /// <see cref="GojiOptions.DryRun"/>, nothing is changed.
    /// </remarks>
    /// <param name="files">The jobs: paths below the state folder, the same with the state folder before it, paths on disk, or patterns
    /// such as <c>team-a/*</c>.</param>
    /// <param name="cancel">Why, and whether it is only requested; null for neither.</param>
    /// <param name="cancellationToken">Ends the operation; what is requested by then stays requested.</param>
    /// <returns>The jobs with their states. One that is still processing is being cancelled.</returns>
    /// <exception cref="GojiUsageException">A name matches no job; nothing is cancelled then.</exception>
    /// <exception cref="GojiException">Git or the cluster failed.</exception>
    public async Task<GojiReport> CancelAsync(
        IEnumerable<string> files, CancelOptions? cancel = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        cancel = cancel?.Copy() ?? new();
        var startedAt = time.GetUtcNow();
        var who = CancelText.Who(BuildUrl());
        var names = new CancelNames([.. files.Select(file => NamedJob.InRepository(options.Directory, file))]);
        var composer = new CancelComposer(new ManifestStore(new(null, [], []), options.Directory, time, new()));
        using var repository = await OpenOrCloneAsync(cancellationToken);
        var publisher = NewPublisher(repository);
        var tip = await publisher.SyncAsync(cancellationToken);
        var text = CancelText.Of(cancel.Reason, who);
        var (snapshot, plan) = options.DryRun
            ? new Published<CancelPlan>(tip, composer.Compose(tip, names.On(tip), text, who).Plan)
            : await publisher.PublishAsync(
                tip,
                newest => composer.Compose(newest, names.On(newest), text, who),
                PassStep.CancelCommit,
                PassStep.CancelPush,
                cancellationToken);
        LogRequests(plan);
        var report = new GojiReport
        {
            Repository = repository.Address,
            Branch = repository.Branch,
            Jobs = [.. plan.Finished.Select(Finished).Concat(plan.Targets.Select(Requested)).OrderBy(
                job => job.File, StringComparer.Ordinal)],
            Commits = [.. publisher.Commits],
            StartedAt = startedAt,
            FinishedAt = time.GetUtcNow(),
            DryRun = options.DryRun,
        };
        if (options.DryRun || cancel.RequestOnly || plan.Targets.Count == 0)
        {
            repository.UpdateWorkingCopy(snapshot);
            return report;
        }

        await using var pass = NewPass(
            repository, options.Wait ?? CancelTime, cancellationToken, only: plan.Targets.Select(target => target.File.Path).ToHashSet());
        var done = await pass.RunAsync();
        return done with
        {
            Jobs = [.. plan.Finished.Select(Finished).Concat(done.Jobs).OrderBy(job => job.File, StringComparer.Ordinal)],
            Commits = [.. report.Commits, .. done.Commits],
            StartedAt = startedAt,
        };
    }

    private static JobReport Finished(JobFile file) =>
        new() { File = file.Path, Before = file.State, After = file.State, Reason = "It has finished: there is nothing to cancel." };

    private static JobReport Requested(CancelTarget target)
    {
        var state = target.File.State == JobState.Queued ? JobState.Queued : JobState.Processing;
        return new()
        {
            File = target.File.Path,
            Before = state,
            After = state,
            Reason = "Its cancel is requested. The next pass carries it out.",
        };
    }

    private void LogRequests(CancelPlan plan)
    {
        foreach (var file in plan.Finished)
        {
            log.Write(GojiLogLevel.Warning, "{0} has finished: there is nothing to cancel.", file);
        }

        foreach (var target in plan.Targets)
        {
            log.Write(
                GojiLogLevel.Information, options.DryRun ? "{0} would be cancelled (dry run)." : "{0}: cancel requested", target.File);
        }
    }
}
