using Goji.Manifests;
using Goji.Manifests.Editing;
using Goji.Model;
using Goji.Ports;
using Goji.Records;

namespace Goji.Queueing;

/// <summary>Finds the finished job that a person names, and composes the commit that moves it back to <c>queued/</c>.</summary>
/// <param name="directory">The folder of the clone, so that a path on disk can name a job.</param>
/// <param name="file">What the person named.</param>
internal sealed class Requeuer(string directory, string file)
{
    private static readonly JobState[] Requeueable = [JobState.Failed, JobState.Succeeded, JobState.Unknown];

    /// <exception cref="GojiUsageException">There is no such finished job, more than one, or a queued file has its path.</exception>
    public (CommitDraft? Draft, JobFile Job) Compose(IRepositorySnapshot tip)
    {
        var job = FindFinished(tip, NamedJob.InRepository(directory, file));
        if (tip.Find(JobState.Queued, job.Path) is { } queued)
        {
            throw new GojiUsageException($"'{job}' cannot be requeued: '{queued}' is in the way. Delete one of the two.");
        }

        return (
            new(
                CommitMessage.Of([new(job.Path, "requeued") { Detail = $"from {job}" }]),
                [new TreeChange.Delete(tip.PathOf(job.State, job.Path)), Requeued(tip, job)]),
            job);
    }

    /// <summary>A job that was cancelled by a runner that did not remove the request is not cancelled again.</summary>
    private static TreeChange Requeued(IRepositorySnapshot tip, JobFile job)
    {
        var target = tip.PathOf(JobState.Queued, job.Path);
        return job.Kind == JobFileKind.File && job.Length <= ManifestReader.MaxBytes && tip.Read(job) is var content
            && ManifestReader.CancelOf(job.Path, content) is not null
            && AnnotationText.Remove(job.Path, content, MarkNames.Cancel) is { } clean
                ? new TreeChange.Write(target, clean) { IsExecutable = job.Executable }
                : new TreeChange.Place(target, job);
    }

    private static JobFile FindFinished(IRepositorySnapshot tip, string path)
    {
        var found = NamedJob.Find(tip, path);
        var finished = found.Where(job => Requeueable.Contains(job.State)).ToList();
        return (finished, found) switch
        {
            ([var job], _) => job,
            ([], [{ State: JobState.Processing } running, ..]) => throw new GojiUsageException(
                $"'{running}' is being processed. It can be requeued when it has finished."),
            ([], [{ State: JobState.Queued } queued, ..]) => throw new GojiUsageException($"'{queued}' is queued already."),
            ([], _) => throw new GojiUsageException(
                $"There is no job '{path}' in failed/, succeeded/ or unknown/. Name it by its path below one of them."),
            _ => throw new GojiUsageException(
                $"'{path}' is ambiguous: it may be '{string.Join("' or '", finished)}'. Name it with its folder."),
        };
    }
}
