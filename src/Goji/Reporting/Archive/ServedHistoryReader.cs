using Goji.Ports;
using Goji.Records;

namespace Goji.Reporting.Archive;

/// <summary>
/// Reads the history of every job to be kept for as long as a server runs: of a finished job its record is kept, deflated, and not the
/// objects that it is read into, which take five times as much.
/// </summary>
internal sealed class ServedHistoryReader
{
    private static readonly Comparer<JobHistory> ByFile =
        Comparer<JobHistory>.Create(static (left, right) => string.CompareOrdinal(left.File, right.File));

    private readonly IRepositorySnapshot snapshot;
    private readonly Dictionary<string, JobHistory> known;
    private RecordBlock block = new();

    private ServedHistoryReader(IRepositorySnapshot snapshot, GojiHistory? known)
    {
        this.snapshot = snapshot;
        this.known = new(known?.Jobs.Count ?? 0, StringComparer.Ordinal);
        foreach (var job in known?.Jobs ?? [])
        {
            // A path has one record, in whatever states it has files.
            this.known.TryAdd(job.File, job);
        }
    }

    /// <param name="snapshot">The snapshot.</param>
    /// <param name="known">What was read before; a job whose run record is still the same is taken from it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static IReadOnlyList<JobHistory> Read(IRepositorySnapshot snapshot, GojiHistory? known, CancellationToken cancellationToken)
    {
        var reader = new ServedHistoryReader(snapshot, known);
        var jobs = new List<JobHistory>(known?.Jobs.Count ?? 0);
        foreach (var state in Enum.GetValues<JobState>())
        {
            var first = jobs.Count;
            snapshot.Visit(state, file =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                jobs.Add(reader.Read(file));
            });
            jobs.Sort(first, jobs.Count - first, ByFile);
        }

        reader.block.Close();
        return jobs;
    }

    private JobHistory Read(JobFile file)
    {
        var recordId = file.Kind == JobFileKind.File ? snapshot.ContentIdOf(RunRecord.PathOf(file.Path)) : null;
        return recordId is null || known.GetValueOrDefault(file.Path) is not { } same || same.RecordId != recordId
            ? (TryKeep(file) ?? HistoryReader.Read(snapshot, file)) with { RecordId = recordId }
            : same.State == file.State ? same
            : same with { State = file.State };
    }

    /// <summary>The job with its record kept as bytes; null where it has not finished, or has no record that can be read.</summary>
    private JobHistory? TryKeep(JobFile file)
    {
        if (file.Kind != JobFileKind.File || file.State is JobState.Queued or JobState.Processing)
        {
            return null;
        }

        try
        {
            var path = RunRecord.PathOf(file.Path);
            return snapshot.ReadFile(path, RunRecordYaml.MaxBytes) is { } record && RunRecordYaml.Read(path, record).Newest is { } newest
                ? new(file.Path, file.State, Keep(record, newest.ClaimedAt))
                : null;
        }
        catch (Exception failure) when (failure is RunRecordException or GojiUsageException)
        {
            // Whoever reads it as any other job finds the same.
            return null;
        }
    }

    private ArchivedAttempts Keep(byte[] record, DateTimeOffset claimedAt)
    {
        if (block.IsFull)
        {
            block.Close();
            block = new();
        }

        return new(block, block.Add(record), claimedAt);
    }
}
