using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Observing;

/// <summary>A list of a repository's Jobs that is asked for while the run records are still being read. It is as good as one asked for later, as long as the pass starts nothing.</summary>
internal sealed record ListAhead(string Namespace, Task<IReadOnlyList<ObservedJob>> Jobs)
{
    /// <summary>Asks, where so many jobs are in processing and none is queued that the list of all is going to be wanted. The first record tells for which namespace.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="snapshot">The snapshot whose jobs will be looked at.</param>
    /// <param name="first">What has to come first: proof that the cluster answers.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static ListAhead? Begin(ICluster cluster, IRepositorySnapshot snapshot, Task first, CancellationToken cancellationToken)
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
            // Whoever looks at the record tells.
            return null;
        }
    }

    private static async Task<IReadOnlyList<ObservedJob>> AskAsync(ICluster cluster, string @namespace, string repositoryId, Task first, CancellationToken cancellationToken)
    {
        await first;
        return await cluster.ListJobsAsync(@namespace, Observer.SelectorOf(repositoryId), cancellationToken);
    }
}
