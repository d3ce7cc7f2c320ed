using Goji.Git.Objects;
using Goji.Manifests;
using Goji.Passes;
using Goji.Passes.Publishing;
using Goji.Ports;

namespace Goji;

public sealed partial class GojiRunner
{
    /// <summary>Checks a manifest as a pass would, adds it to <c>queued/</c>, or to <see cref="GojiOptions.QueueFolder"/> below it, commits and pushes. With <see cref="GojiOptions.DryRun"/>, checks only.</summary>
    /// <param name="manifest">The manifest's path on disk. Its file name becomes the job's.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The queued job.</returns>
    /// <exception cref="GojiUsageException">The manifest cannot be used, or the repository has a job of that name already.</exception>
    /// <exception cref="GojiException">The push failed.</exception>
    public async Task<JobReport> QueueAsync(string manifest, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(manifest);
        if (!File.Exists(manifest))
        {
            throw new GojiUsageException($"The manifest '{manifest}' does not exist.");
        }

        var name = QueueFolder() + Path.GetFileName(manifest);
        if (!EntryName.IsJobFile(name))
        {
            throw new GojiUsageException($"'{manifest}' is no job file: its name must end in .yaml, .yml or .json.");
        }

        var content = await ReadManifestAsync(manifest, cancellationToken);
        ManifestReader.Read(name, content, new(options.Namespace ?? "default", [.. options.AllowedNamespaces], [.. options.AllowedKinds]));

        using var repository = Open();
        var publisher = new Publisher(repository, log, time, Probe);
        var found = await publisher.SyncAsync(cancellationToken);
        if (options.DryRun)
        {
            var (draft, _) = ComposeQueue(found, name, content);
            log.Write(GojiLogLevel.Information, draft is null ? "queued/{0} is there already, with this content." : "{0} would be queued (dry run).", draft is null ? name : manifest);
            return new() { File = name, Before = JobState.Queued, After = JobState.Queued };
        }

        var (snapshot, isNew) = await publisher.PublishAsync(
            found,
            tip => ComposeQueue(tip, name, content),
            PassStep.RecordCommit,
            PassStep.RecordPush,
            cancellationToken);
        repository.UpdateWorkingCopy(snapshot);
        log.Write(GojiLogLevel.Information, isNew ? "{0} -> queued" : "queued/{0} is there already, with this content.", isNew ? manifest : name);
        return new() { File = name, Before = JobState.Queued, After = JobState.Queued };
    }

    /// <summary>What stands before a queued file's name: nothing, or the folder and a slash.</summary>
    private string QueueFolder()
    {
        if (string.IsNullOrEmpty(options.QueueFolder))
        {
            return "";
        }

        var folder = options.QueueFolder.TrimEnd('/');
        return EntryName.IsSafePath(folder)
            ? folder + "/"
            : throw new GojiUsageException($"The QueueFolder '{options.QueueFolder}' is no folder below queued/. Write it as names with a slash between them, such as 'team-a/nightly', without '.' or '..' and with no slash before the first.");
    }

    private (CommitDraft? Draft, bool IsNew) ComposeQueue(IRepositorySnapshot tip, string name, byte[] content)
    {
        foreach (var state in Enum.GetValues<JobState>())
        {
            if (tip.Find(state, name) is not { } existing)
            {
                continue;
            }

            if (state == JobState.Queued && existing.Kind == JobFileKind.File && tip.Read(existing).AsSpan().SequenceEqual(content))
            {
                return (null, false);
            }

            if (state is JobState.Queued or JobState.Processing || options.Duplicates != DuplicatePolicy.Replace)
            {
                throw new GojiUsageException(
                    $"'{existing}' is in the repository already. Queue the manifest under another name{(state is JobState.Queued or JobState.Processing ? "" : ", requeue that one, or set Duplicates to Replace")}.");
            }
        }

        return (new($"Queue {name}\n", [new TreeChange.Write(tip.PathOf(JobState.Queued, name), content)]), true);
    }

    private static async Task<byte[]> ReadManifestAsync(string manifest, CancellationToken cancellationToken)
    {
        var size = new FileInfo(manifest).Length;
        return size <= ManifestReader.MaxBytes
            ? await File.ReadAllBytesAsync(manifest, cancellationToken)
            : throw new GojiUsageException($"'{manifest}' has {size:N0} bytes, more than the {ManifestReader.MaxBytes:N0} that a job file may have.");
    }
}
