using System.Collections.Concurrent;
using Goji.Jobs;
using Goji.Runs;

namespace Goji.Reconciling;

/// <summary>Reads the job files of one pass, each version once, however often the pass decides.</summary>
internal sealed class ManifestStore(ManifestRules rules, string repositoryUrl, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Path, string ObjectId, string RepositoryId), PreparedFile> prepared = new();

    /// <summary>Prepares a queued file for a new attempt. The run id stays the same for as long as the file does.</summary>
    public PreparedFile Prepare(IRepositorySnapshot snapshot, JobFile file, string repositoryId) =>
        prepared.GetOrAdd((file.Path, file.ObjectId, repositoryId), _ => Read(snapshot, file, repositoryId, RunId.New(time.GetUtcNow())));

    /// <summary>Prepares a claimed file for the attempt that its record names.</summary>
    public PreparedFile PrepareAgain(IRepositorySnapshot snapshot, JobFile file, string repositoryId, string runId)
    {
        var known = prepared.GetValueOrDefault((file.Path, file.ObjectId, repositoryId));
        return known?.RunId == runId ? known : Read(snapshot, file, repositoryId, runId);
    }

    private PreparedFile Read(IRepositorySnapshot snapshot, JobFile file, string repositoryId, string runId)
    {
        if (file.Kind != JobFileKind.File)
        {
            var kind = file.Kind == JobFileKind.SymbolicLink ? "a symbolic link" : "a submodule";
            return Refuse(runId, $"'{file}' is {kind}, which Goji never follows. Commit the manifest itself.");
        }

        if (file.Length > ManifestReader.MaxBytes)
        {
            return Refuse(runId, $"'{file}' has {file.Length:N0} bytes, more than the {ManifestReader.MaxBytes:N0} that a job file may have.");
        }

        try
        {
            var manifest = ManifestReader.Read(file.Path, snapshot.Read(file), rules);
            return new(runId, [.. manifest.Jobs.Select(job => Prepare(job, file, repositoryId, runId))], manifest.Others);
        }
        catch (ManifestException exception)
        {
            return Refuse(runId, exception.Message);
        }
    }

    private PreparedJob Prepare(ManifestJob job, JobFile file, string repositoryId, string runId)
    {
        var name = job.Name ?? ManifestJob.FixedName(job.GenerateName!, runId);
        return new(job.Namespace, name, job.TtlSecondsAfterFinished, job.ToRequestBody(new JobMarks(name, runId, repositoryId, file.Path, repositoryUrl)));
    }

    private static PreparedFile Refuse(string runId, string refusal) => new(runId, [], []) { Refusal = refusal };
}
