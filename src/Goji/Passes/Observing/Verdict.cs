using Goji.Passes.Cancelling;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Observing;

/// <summary>The verdict of one Job, or why there is none yet.</summary>
/// <param name="Outcome">How the Job ended; null while there is no verdict.</param>
/// <param name="Reason">One word, where the cluster or the rules have one: <c>BackoffLimitExceeded</c>, <c>Gone</c>,
/// <c>Suspended</c>.</param>
/// <param name="Message">The same in a sentence.</param>
internal sealed record Verdict(JobOutcome? Outcome, string Reason = "", string Message = "")
{
    public DateTimeOffset? FinishedAt { get; init; }

    public bool IsFinal => Outcome is not null;

    /// <summary>
    /// The verdict of a Job that was seen, by its conditions alone: counters never decide, and the terminal conditions are read before the
    /// deletion mark, since a finished Job that its TTL removes carries both (kubernetes/kubernetes, pkg/controller/job/util/utils.go and
    /// pkg/controller/ttlafterfinished).
    /// </summary>
    public static Verdict Of(ObservedJob job)
    {
        if (job.True("Complete") is { } complete)
        {
            return new(JobOutcome.Succeeded, complete.Reason, complete.Message) { FinishedAt = complete.LastTransitionAt };
        }

        if (job.True("Failed") is { } failed)
        {
            return new(JobOutcome.Failed, failed.Reason, failed.Message + Indexes(job)) { FinishedAt = failed.LastTransitionAt };
        }

        if (job.DeletionAt is not null)
        {
            return new(null, "Deleting", "The Job is being deleted.");
        }

        if (job.True("SuccessCriteriaMet") is { } met)
        {
            return new(null, met.Reason, "The Job has succeeded; its last pods are ending.");
        }

        if (job.True("FailureTarget") is { } target)
        {
            return new(null, target.Reason, "The Job has failed; its last pods are ending.");
        }

        return job.IsSuspended || job.True("Suspended") is not null
            ? new(null, "Suspended", "The Job is suspended.")
            : new(null, "", Progress(job));
    }

    /// <summary>The verdict of a Job that is given up because its pods cannot start.</summary>
    public static Verdict Stuck(string message) => new(JobOutcome.Failed, JobRun.Stuck, message);

    /// <summary>The verdict of a Job that was started and that a single GET has just not found.</summary>
    /// <param name="note">What was known to delete it early; null for nothing.</param>
    public static Verdict Gone(string? note) => new(
        JobOutcome.Unknown,
        "Gone",
        note is null
            ? "The Job was started and no longer exists: it was deleted before its verdict could be read."
            : $"The Job was started and no longer exists: it was deleted before its verdict could be read. {note}");

    /// <summary>The verdict of a file that was put into processing by hand and whose Job is not there.</summary>
    public static Verdict NeverStarted { get; } =
        new(
            JobOutcome.Unknown,
            "NotFound",
            "The file was put into processing/ by hand, and the Job does not exist. To have it started, put the file into queued/.");

    /// <summary>The verdict of an attempt whose file was moved away between its claim and the creation of its Job.</summary>
    public static Verdict MovedBeforeItsStart { get; } =
        new(JobOutcome.Unknown, JobRun.NotStarted, "The file was moved out of processing/ before its Job was created.");

    /// <summary>The verdict of a Job that was ended, or never created, because its file was cancelled.</summary>
    /// <param name="why">The words of the request; empty where it has none.</param>
    /// <param name="isCreated">Whether there was a Job.</param>
    public static Verdict Cancelled(string why, bool isCreated) => new(
        JobOutcome.Failed, JobRun.Cancelled, CancelText.Message(why) + (isCreated ? "" : " Its Job had not been created."));

    /// <summary>The verdict of a Job in whose place another one is found.</summary>
    public static Verdict Replaced(ObservedJob other) =>
        new(JobOutcome.Unknown, "Replaced", $"The Job was started and no longer exists: another Job (UID {other.Uid}) has its name now.");

    private static string Indexes(ObservedJob job) => job.FailedIndexes is { } indexes ? $" (failed indexes: {indexes})" : "";

    private static string ManagerOf(ObservedJob job) =>
        job.Manager is { } manager ? $" The controller '{manager}' manages this Job (spec.managedBy); check that it runs." : "";

    private static string Progress(ObservedJob job)
    {
        var wanted = job.Completions is { } completions ? $" of {completions}" : "";
        var failures = job.Failed > 0 ? $", {job.Failed} failed" : "";
        return job.Active + job.Succeeded + job.Failed == 0
            ? $"No pod is active.{ManagerOf(job)}"
            : $"{job.Active} active, {job.Succeeded}{wanted} succeeded{failures}.";
    }
}
