using Goji.Ports;
using Goji.Reporting;
using Goji.Reporting.Archive;
using Goji.Reporting.Html;

namespace Goji;

public sealed partial class GojiRunner
{
    /// <summary>
    /// Fetches, and returns every job file of the repository with its state and its attempts. Changes nothing and asks no cluster.
    /// </summary>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The jobs of all five state folders. A run record that cannot be read is a note on its job.</returns>
    /// <exception cref="GojiUsageException">The settings or the repository are invalid.</exception>
    /// <exception cref="GojiException">Git failed.</exception>
    public Task<GojiHistory> HistoryAsync(CancellationToken cancellationToken = default) =>
        ReadHistoryAsync(snapshot => (HistoryReader.Read(snapshot, cancellationToken), null), cancellationToken);

    /// <summary>Reads the history to be kept. What has not changed since the earlier one is not read again.</summary>
    /// <param name="known">The earlier history; null for none.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    internal Task<GojiHistory> ServedHistoryAsync(GojiHistory? known, CancellationToken cancellationToken) =>
        ReadHistoryAsync(snapshot => (ServedHistoryReader.Read(snapshot, known, cancellationToken), null), cancellationToken);

    /// <summary>Reads the history as far as an HTML report shows it. Its memory does not depend on the size of the archive.</summary>
    /// <param name="report">The pass that the page is written after; null for none.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    internal Task<GojiHistory> ShownHistoryAsync(GojiReport? report, CancellationToken cancellationToken) =>
        ReadHistoryAsync(snapshot => ShownHistoryReader.Read(snapshot, report, cancellationToken), cancellationToken);

    private async Task<GojiHistory> ReadHistoryAsync(
        Func<IRepositorySnapshot, (IReadOnlyList<JobHistory> Jobs, IReadOnlyDictionary<JobState, int>? Counts)> read,
        CancellationToken cancellationToken)
    {
        using var repository = await OpenAsync(cancellationToken);
        var snapshot = await NewPublisher(repository).SyncAsync(cancellationToken);
        var (jobs, counts) = read(snapshot);
        return new()
        {
            Repository = repository.Address,
            Host = options.StatusHost,
            Branch = repository.Branch,
            Commit = snapshot.Id,
            ReadAt = time.GetUtcNow(),
            Jobs = jobs,
            Counts = counts,
        };
    }
}
