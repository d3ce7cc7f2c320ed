using Goji.Ports;

namespace Goji.Reporting.Html;

/// <summary>
/// Reads the history of the jobs that an HTML report shows, and counts the others. Which finished jobs are the newest is known from their
/// run records alone, so that each is read; but no more of them are kept than are shown.
/// </summary>
internal static class ShownHistoryReader
{
    private static readonly Comparer<ShownJobs.Rank> LastFirst =
        Comparer<ShownJobs.Rank>.Create(static (left, right) => right.CompareTo(left));

    /// <param name="snapshot">The snapshot.</param>
    /// <param name="report">The pass that the page is written after; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The jobs as <see cref="GojiHistory.Jobs"/> has them, and the number of all of each state.</returns>
    public static (IReadOnlyList<JobHistory> Jobs, IReadOnlyDictionary<JobState, int> Counts) Read(
        IRepositorySnapshot snapshot, GojiReport? report, CancellationToken cancellationToken)
    {
        var shown = new ShownJobs(report);
        var jobs = new List<JobHistory>();
        var counts = new Dictionary<JobState, int>();
        foreach (var state in Enum.GetValues<JobState>())
        {
            var newest = new PriorityQueue<JobHistory, ShownJobs.Rank>(LastFirst);
            var count = 0;
            snapshot.Visit(state, file =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                count++;
                var job = HistoryReader.Read(snapshot, file);
                if (ShownJobs.AreAllOf(state) || newest.Count < ShownJobs.MaxFinished)
                {
                    newest.Enqueue(job, shown.RankOf(job));
                }
                else
                {
                    newest.EnqueueDequeue(job, shown.RankOf(job));
                }
            });
            counts[state] = count;
            jobs.AddRange(newest.UnorderedItems.Select(item => item.Element).OrderBy(job => job.File, StringComparer.Ordinal));
        }

        return (jobs, counts);
    }
}
