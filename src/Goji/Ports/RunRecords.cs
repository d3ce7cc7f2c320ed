using Goji.Records;

namespace Goji.Ports;

/// <summary>The run records of a snapshot.</summary>
internal static class RunRecords
{
    /// <exception cref="RunRecordException">The record is there but cannot be read.</exception>
    public static RunRecord ReadRecord(this IRepositorySnapshot snapshot, string jobPath)
    {
        var path = RunRecord.PathOf(jobPath);
        try
        {
            return snapshot.ReadFile(path, RunRecordYaml.MaxBytes) is { } content ? RunRecordYaml.Read(path, content) : RunRecord.Empty;
        }
        catch (GojiUsageException exception)
        {
            throw RunRecordException.Unreadable(path, exception);
        }
    }

    /// <summary>The files that hold the run records of jobs, and the repository's own id.</summary>
    public static IEnumerable<string> PathsFor(IEnumerable<JobFile> jobs) => jobs.Select(job => RunRecord.PathOf(job.Path)).Append(RepositoryId.Path);

    /// <summary>The repository's own id; null where none of its jobs has run yet.</summary>
    public static string? ReadRepositoryId(this IRepositorySnapshot snapshot) => RepositoryId.Read(snapshot.ReadFile(RepositoryId.Path, RunRecordYaml.MaxBytes));

    public static IReadOnlyList<ProcessingFile> ReadProcessing(this IRepositorySnapshot snapshot) =>
        [.. snapshot.List(JobState.Processing).Select(file => snapshot.ReadProcessing(file))];

    public static TreeChange.Write WriteRecord(string jobPath, RunRecord record) => new(RunRecord.PathOf(jobPath), RunRecordYaml.Write(record));

    private static ProcessingFile ReadProcessing(this IRepositorySnapshot snapshot, JobFile file)
    {
        try
        {
            return new(file, snapshot.ReadRecord(file.Path));
        }
        catch (RunRecordException exception)
        {
            return new(file, RunRecord.Empty) { Damage = exception.Message };
        }
    }
}
