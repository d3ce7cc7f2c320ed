using Goji.Passes;
using Goji.Ports;
using Goji.Queueing;

namespace Goji;

public sealed partial class GojiRunner
{
    /// <summary>
    /// Checks a manifest as a pass would, adds it to <c>queued/</c>, or to <see cref="GojiOptions.QueueFolder"/> below it, commits and
    /// pushes.
    /// </summary>
    /// <remarks>
    /// The API server checks it by a dry run (<c>dryRun=All</c>); if it cannot be reached, there is a warning. With
    /// <see cref="GojiOptions.DryRun"/>,
    /// everything is checked and nothing is changed.
    /// </remarks>
    /// <param name="manifest">The manifest's path on disk. Its file name becomes the job's.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The queued job.</returns>
    /// <exception cref="ManifestException">The manifest would be refused.</exception>
    /// <exception cref="GojiUsageException">The manifest cannot be read, or the repository has a job of that path already.</exception>
    /// <exception cref="GojiException">The push failed.</exception>
    public async Task<JobReport> QueueAsync(string manifest, CancellationToken cancellationToken = default) =>
        (await QueueAsync(manifest, new QueueOptions(), cancellationToken))[0];

    /// <summary>
    /// Checks a manifest as a pass would, makes job files of it as the options ask for, commits all of them to <c>queued/</c> and pushes.
    /// </summary>
    /// <param name="manifest">The manifest's path on disk.</param>
    /// <param name="queue">How the manifest is taken.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The queued jobs; at least one.</returns>
    /// <exception cref="ManifestException">The manifest would be refused.</exception>
    /// <exception cref="GojiUsageException">The manifest cannot be read, or the repository has a job of that path already.</exception>
    /// <exception cref="GojiException">The push failed.</exception>
    public async Task<IReadOnlyList<JobReport>> QueueAsync(
        string manifest, QueueOptions queue, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(manifest);
        ArgumentNullException.ThrowIfNull(queue);
        return await QueueAsync(
            await ManifestFile.ReadAsync(manifest, queue.Name, options.QueueFolder, cancellationToken), queue.Copy(), cancellationToken);
    }

    /// <summary>
    /// Checks a manifest from a stream, such as standard input, as a pass would, makes job files of it, commits all of them to
    /// <c>queued/</c> and pushes.
    /// </summary>
    /// <param name="manifest">The manifest, which is read to its end.</param>
    /// <param name="queue">How the manifest is taken. It needs a <see cref="QueueOptions.Name"/> unless it is split.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The queued jobs; at least one.</returns>
    /// <exception cref="ManifestException">The manifest would be refused.</exception>
    /// <exception cref="GojiUsageException">The manifest cannot be read or has no name, or the repository has a job of that path
    /// already.</exception>
    /// <exception cref="GojiException">The push failed.</exception>
    public async Task<IReadOnlyList<JobReport>> QueueAsync(
        Stream manifest, QueueOptions queue, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(queue);
        return await QueueAsync(
            await ManifestFile.ReadAsync(manifest, queue.Name, options.QueueFolder, cancellationToken), queue.Copy(), cancellationToken);
    }

    /// <summary>Moves a finished job back to <c>queued/</c>, commits and pushes. The next pass makes a new attempt of it.</summary>
    /// <remarks>With <see cref="GojiOptions.DryRun"/>, everything is checked and nothing is changed.</remarks>
    /// <param name="file">The job: its path below the state folder, the same with the state folder before it, or a path on disk.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The job, with the state it was in.</returns>
    /// <exception cref="GojiUsageException">There is no such finished job, more than one, or it is queued or processing.</exception>
    /// <exception cref="GojiException">The push failed.</exception>
    public async Task<JobReport> RequeueAsync(string file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        var job = await ChangeAsync(new Requeuer(options.Directory, file).Compose, cancellationToken);
        log.Write(
            options.DryRun ? GojiEvent.None : GojiEvent.JobRequeued,
            GojiLogLevel.Information,
            options.DryRun ? "{0} would move to queued (dry run)." : "{0} -> queued",
            job,
            $"{options.CommitterName} <{options.CommitterEmail}>");
        return new() { File = job.Path, Before = job.State, After = JobState.Queued };
    }

    /// <summary>Composes a commit on the newest tip and publishes it; in a dry run, composes it only.</summary>
    private async Task<TPlan> ChangeAsync<TPlan>(
        Func<IRepositorySnapshot, (CommitDraft? Draft, TPlan Plan)> compose, CancellationToken cancellationToken)
    {
        using var repository = await OpenOrCloneAsync(cancellationToken);
        var publisher = NewPublisher(repository);
        var tip = await publisher.SyncAsync(cancellationToken);
        if (options.DryRun)
        {
            return compose(tip).Plan;
        }

        var (snapshot, plan) = await publisher.PublishAsync(tip, compose, PassStep.RecordCommit, PassStep.RecordPush, cancellationToken);
        repository.UpdateWorkingCopy(snapshot);
        return plan;
    }
}
