using Goji.Ports;
using Goji.Records;

namespace Goji.Reporting;

/// <summary>Reads the history of every job from a snapshot.</summary>
internal static class HistoryReader
{
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static IReadOnlyList<JobHistory> Read(IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        var jobs = new List<JobHistory>();
        foreach (var file in Enum.GetValues<JobState>().SelectMany(snapshot.List))
        {
            cancellationToken.ThrowIfCancellationRequested();
            jobs.Add(Read(snapshot, file));
        }

        return jobs;
    }

    /// <summary>Reads the history of one job.</summary>
    public static JobHistory Read(IRepositorySnapshot snapshot, JobFile file)
    {
        var note = file.Kind == JobFileKind.File ? "" : "It is a link or a submodule, which Goji never reads.";
        try
        {
            return new(file.Path, file.State, [.. snapshot.ReadRecord(file.Path).Attempts.Select(Report)]) { Note = note };
        }
        catch (RunRecordException exception)
        {
            return new(file.Path, file.State, []) { Note = exception.Message };
        }
    }

    /// <summary>An attempt as reports have it.</summary>
    public static AttemptReport Report(Attempt attempt) =>
        new(attempt.Id, attempt.ClaimedAt, attempt.ClaimedBy, attempt.Refused ?? "", [.. attempt.Jobs.Select(Report)]);

    private static KubernetesJobReport Report(JobRun run) => new()
    {
        Namespace = run.Namespace,
        Name = run.Name,
        Uid = run.Uid ?? "",
        State = run.State,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Reason = run.Reason ?? "",
        Message = run.Message ?? "",
    };
}
