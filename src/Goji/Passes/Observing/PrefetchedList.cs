using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Observing;

/// <summary>
/// A list of the Jobs of a repository, requested while the run records are still being read. It equals a later list as long as the pass
/// starts nothing.
/// </summary>
internal sealed record PrefetchedList(string Namespace, Task<IReadOnlyList<ObservedJob>> Jobs)
{
    /// <summary>
    /// Requests the list if no job is queued and enough jobs are processing that the whole list will be read. The first record names the
    /// namespace.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="snapshot">The snapshot whose jobs will be looked at.</param>
    /// <param name="first">What has to come first: proof that the cluster answers.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static PrefetchedList? Begin(ICluster cluster, IRepositorySnapshot snapshot, Task first, CancellationToken cancellationToken)
    {
        if (snapshot.List(JobState.Queued).Count > 0 || snapshot.List(JobState.Processing) is not { Count: > Observer.SomeJobs } files)
        {
            return null;
        }

        try
        {
            return snapshot.ReadRepositoryId() is { } id
                && snapshot.ReadRecord(files[0].Path).Newest is { Jobs: [var run, ..] }
                ? new(run.Namespace, Task.Run(() => AskAsync(cluster, run.Namespace, id, first, cancellationToken), cancellationToken))
                : null;
        }
        catch (RunRecordException)
        {
            // The step that reads all records reports it.
            return null;
        }
    }

    private static async Task<IReadOnlyList<ObservedJob>> AskAsync(
        ICluster cluster, string @namespace, string repositoryId, Task first, CancellationToken cancellationToken)
    {
        await first;
        return await cluster.ListJobsAsync(@namespace, Observer.SelectorOf(repositoryId), cancellationToken);
    }
}
