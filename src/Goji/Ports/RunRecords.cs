using Goji.Records;

namespace Goji.Ports;

/// <summary>The run records of a snapshot.</summary>
internal static class RunRecords
{
    private static readonly JobState[] AwayStates = [JobState.Queued, JobState.Failed, JobState.Succeeded, JobState.Unknown];

    /// <param name="snapshot">The snapshot.</param>
    /// <param name="jobPath">The job's path.</param>
    /// <param name="similar">A record with which it may share texts; null for none.</param>
    /// <exception cref="RunRecordException">The record is there but cannot be read.</exception>
    public static RunRecord ReadRecord(this IRepositorySnapshot snapshot, string jobPath, RunRecord? similar = null)
    {
        var path = RunRecord.PathOf(jobPath);
        try
        {
            return snapshot.ReadFile(path, RunRecordYaml.MaxBytes) is { } content
                ? RunRecordYaml.Read(path, content, similar)
                : RunRecord.Empty;
        }
        catch (GojiUsageException exception)
        {
            throw RunRecordException.Unreadable(path, exception);
        }
    }

    /// <summary>The files that hold the run records of jobs, and the repository's own id.</summary>
    public static IEnumerable<string> PathsFor(IEnumerable<JobFile> jobs) =>
        jobs.Select(job => RunRecord.PathOf(job.Path)).Append(RepositoryId.Path);

    /// <summary>The repository's own id; null where none of its jobs has run yet.</summary>
    public static string? ReadRepositoryId(this IRepositorySnapshot snapshot) =>
        RepositoryId.Read(snapshot.ReadFile(RepositoryId.Path, RunRecordYaml.MaxBytes));

    /// <summary>The index of open work; empty where there is none, or none that can be read.</summary>
    public static OpenWork ReadOpenWork(this IRepositorySnapshot snapshot)
    {
        try
        {
            return snapshot.ReadFile(OpenWork.Path, RunRecordYaml.MaxBytes) is { } content ? OpenWorkYaml.Read(content) : OpenWork.None;
        }
        catch (GojiUsageException)
        {
            return OpenWork.None;
        }
    }

    /// <summary>The attempts that are still to be reported; none where there is no such list, or none that can be read.</summary>
    public static PendingNotifications ReadPendingNotifications(this IRepositorySnapshot snapshot)
    {
        try
        {
            return snapshot.ReadFile(PendingNotifications.Path, PendingNotifications.MaxBytes) is { } content
                ? PendingNotificationsYaml.Read(content)
                : PendingNotifications.None;
        }
        catch (GojiUsageException)
        {
            return PendingNotifications.None;
        }
    }

    /// <summary>Jobs with an attempt that is still open although their file is not in processing: it was moved or deleted.</summary>
    public static IReadOnlyList<ProcessingFile> ReadAway(this IRepositorySnapshot snapshot) =>
    [
        .. snapshot.List(JobState.Queued).Select(file => file.Path).Union(snapshot.ReadOpenWork().Files)
            .Except(snapshot.List(JobState.Processing).Select(file => file.Path))
            .Select(path => snapshot.ReadAway(path))
            .OfType<ProcessingFile>(),
    ];

    /// <summary>
    /// Whether a run has no verdict yet. What cannot be read counts as open; a run whose file and record were pruned does not.
    /// </summary>
    public static bool IsOpen(this IRepositorySnapshot snapshot, string jobPath, string runId)
    {
        try
        {
            return snapshot.ReadRecord(jobPath).Attempts.FirstOrDefault(attempt => attempt.Id == runId) is { } attempt
                ? attempt.State == JobState.Processing && Enum.GetValues<JobState>().Any(state => snapshot.Find(state, jobPath) is not null)
                : snapshot.Find(JobState.Processing, jobPath) is not null;
        }
        catch (RunRecordException)
        {
            return true;
        }
    }

    /// <summary>
    /// The finished file of a path that has left the queue and processing, with its newest attempt, where that has ended.
    /// </summary>
    public static (JobFile File, Attempt Attempt)? FindFinished(this IRepositorySnapshot snapshot, string jobPath)
    {
        JobState[] finished = [JobState.Succeeded, JobState.Failed, JobState.Unknown];
        try
        {
            return snapshot.Find(JobState.Queued, jobPath) is null
                && finished.Select(state => snapshot.Find(state, jobPath)).FirstOrDefault(file => file is not null) is { } file
                && snapshot.ReadRecord(jobPath).Newest is { IsOpen: false } attempt
                    ? (file, attempt)
                    : null;
        }
        catch (RunRecordException)
        {
            return null;
        }
    }

    public static IReadOnlyList<ProcessingFile> ReadProcessing(this IRepositorySnapshot snapshot)
    {
        var files = new List<ProcessingFile>();
        foreach (var file in snapshot.List(JobState.Processing))
        {
            files.Add(snapshot.ReadProcessing(file, files.LastOrDefault()?.Record));
        }

        return files;
    }

    public static TreeChange.Write WriteRecord(string jobPath, RunRecord record) =>
        new(RunRecord.PathOf(jobPath), RunRecordYaml.Write(record));

    private static ProcessingFile? ReadAway(this IRepositorySnapshot snapshot, string path)
    {
        try
        {
            return snapshot.ReadRecord(path) is { Newest.IsOpen: true } record
                ? new(
                    AwayStates.Select(state => snapshot.Find(state, path)).FirstOrDefault(file => file is not null)
                        ?? JobFile.Deleted(path),
                    record)
                {
                    IsAway = true,
                }
                : null;
        }
        catch (RunRecordException)
        {
            // A queued file with such a record is held with that reason.
            return null;
        }
    }

    private static ProcessingFile ReadProcessing(this IRepositorySnapshot snapshot, JobFile file, RunRecord? similar)
    {
        try
        {
            return new(file, snapshot.ReadRecord(file.Path, similar));
        }
        catch (RunRecordException exception)
        {
            return new(file, RunRecord.Empty) { Damage = exception.Message };
        }
    }
}
