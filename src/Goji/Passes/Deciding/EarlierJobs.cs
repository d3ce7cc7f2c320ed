using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding;

/// <summary>The rules for a Job that an earlier attempt of this repository has made and that has the name of one to be created.</summary>
internal static class EarlierJobs
{
    /// <summary>Why the Job cannot be replaced; null if it can.</summary>
    public static string? Obstacle(IRepositorySnapshot snapshot, ObservedJob job) =>
        job.DeletionAt is not null ? HangsInDeletion(job)
        : !job.IsFinished
            ? $"The Job '{job.Namespace}/{job.Name}' of an earlier attempt still runs. It starts when that one has finished."
        : !IsRecorded(snapshot, job)
            ? $"A finished Job '{job.Namespace}/{job.Name}' (run {job.RunId}) has this name, and no run record shows how it ended: "
                + "the branch may have been rewound. See what became of it, and delete it to have this one started."
        : null;

    public static string HangsInDeletion(ObservedJob job) =>
        $"The Job '{job.Namespace}/{job.Name}' of an earlier attempt is being deleted and is not gone yet. "
        + (job.Finalizers.Count > 0
            ? $"Its finalizers hold it: {string.Join(", ", job.Finalizers)}. It starts when they have been removed."
            : "It starts when that Job is gone.");

    /// <summary>Whether the verdict of a Job is recorded: only then may another Job of its name replace it.</summary>
    public static bool IsRecorded(IRepositorySnapshot snapshot, ObservedJob job)
    {
        try
        {
            return job.File is not null && snapshot.ReadRecord(job.File).Attempts.Any(attempt =>
                attempt.Id == job.RunId && attempt.Jobs.Any(run => run.Uid == job.Uid && run.Outcome is not null));
        }
        catch (RunRecordException)
        {
            return false;
        }
    }
}
