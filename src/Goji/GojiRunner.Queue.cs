using Goji.Manifests;
using Goji.Passes;
using Goji.Ports;
using Goji.Queueing;

namespace Goji;

public sealed partial class GojiRunner
{
    /// <summary>Checks a manifest as a pass would, adds it to <c>queued/</c>, or to <see cref="GojiOptions.QueueFolder"/> below it, commits and pushes.</summary>
    /// <remarks>With <see cref="GojiOptions.DryRun"/>, everything is checked and nothing is changed.</remarks>
    /// <param name="manifest">The manifest's path on disk. Its file name becomes the job's.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The queued job.</returns>
    /// <exception cref="ManifestException">The manifest would be refused.</exception>
    /// <exception cref="GojiUsageException">The manifest cannot be read, or the repository has a job of that path already.</exception>
    /// <exception cref="GojiException">The push failed.</exception>
    public async Task<JobReport> QueueAsync(string manifest, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(manifest);
        var file = await ManifestFile.ReadAsync(manifest, options.QueueFolder, cancellationToken);
        ManifestReader.Read(file.Name, file.Content, Rules());
        var isNew = await ChangeAsync(new Queuer(file, options.Duplicates).Compose, cancellationToken);
        log.Write(
            GojiLogLevel.Information,
            !isNew ? "queued/{0} is there already, with this content." : options.DryRun ? "{1} would be queued (dry run)." : "{1} -> queued",
            file.Name,
            manifest);
        return new() { File = file.Name, Before = JobState.Queued, After = JobState.Queued };
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
        ArgumentException.ThrowIfNullOrEmpty(file);
        var job = await ChangeAsync(new Requeuer(options.Directory, file).Compose, cancellationToken);
        log.Write(GojiLogLevel.Information, options.DryRun ? "{0} would move to queued (dry run)." : "{0} -> queued", job);
        return new() { File = job.Path, Before = job.State, After = JobState.Queued };
    }

    /// <summary>Composes a commit on the newest tip and publishes it; in a dry run, composes it only.</summary>
    private async Task<TPlan> ChangeAsync<TPlan>(Func<IRepositorySnapshot, (CommitDraft? Draft, TPlan Plan)> compose, CancellationToken cancellationToken)
    {
        using var repository = await OpenAsync(cancellationToken);
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

    /// <summary>What a job file may ask for, as a pass with these options and this cluster has it.</summary>
    private ManifestRules Rules() => new(DefaultNamespace(), [.. options.AllowedNamespaces], [.. options.AllowedKinds])
    {
        Policy = Policy(),
        Queue = new(options.LocalQueue, options.WorkloadPriorityClass),
    };

    /// <summary>The namespace of Jobs whose manifest names none; null if only the cluster's configuration names it and there is none here.</summary>
    private string? DefaultNamespace()
    {
        if (options.Namespace is not null || options.AllowedNamespaces.Count == 0)
        {
            return options.Namespace;
        }

        try
        {
            using var transport = connection.Open();
            return transport.Namespace ?? "default";
        }
        catch (GojiUsageException exception)
        {
            log.Write(GojiLogLevel.Verbose, "Resources without a namespace are not checked against the allowed namespaces: {0}", exception.Message);
            return null;
        }
    }
}
