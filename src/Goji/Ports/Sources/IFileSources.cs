using Goji.Model;

namespace Goji.Ports.Sources;

/// <summary>Finds out who added files to the queue.</summary>
internal interface IFileSources
{
    /// <summary>
    /// Finds the commits that added a file into the queue, along all lines of the history, back to where it was last not queued.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="file">A file of it, queued or processing.</param>
    FileSource Of(IRepositorySnapshot snapshot, JobFile file);

    /// <summary>Checks the signature of a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="trusted">The accepted keys. They must be valid now.</param>
    SignatureReport Check(SourceCommit commit, TrustedSigners trusted);

    /// <summary>Fetches more of the history of a shallow clone.</summary>
    /// <returns>Whether there is more than before.</returns>
    /// <exception cref="GojiException">The remote cannot be reached.</exception>
    Task<bool> DeepenAsync(CancellationToken cancellationToken);

    /// <summary>Finds the commits that added files to <c>queued/</c>. Later commits of passes do not count.</summary>
    /// <param name="snapshot">The snapshot that has the files in <c>queued/</c> or <c>processing/</c>.</param>
    /// <param name="files">The files.</param>
    /// <returns>The commits by the job's path. A file is missing where the history at hand does not reach back far enough.</returns>
    IReadOnlyDictionary<string, QueueCommit> FindQueueCommits(IRepositorySnapshot snapshot, IReadOnlyCollection<JobFile> files);
}
