namespace Goji.Reporting.Html;

/// <summary>
/// The jobs that a page has rows for: all that are queued or processing, and the newest finished ones, so that an archive of any size makes
/// no large page.
/// </summary>
internal static class ShownJobs
{
    /// <summary>How many finished jobs of a state have a row.</summary>
    public const int MaxFinished = 50;

    /// <param name="jobs">The jobs of a state.</param>
    /// <param name="state">The state.</param>
    /// <param name="isReported">Whether the report of the pass names a job: those come first.</param>
    public static IEnumerable<JobHistory> Of(
        IReadOnlyCollection<JobHistory> jobs, JobState state, Func<JobHistory, bool> isReported) =>
        state is JobState.Queued or JobState.Processing || jobs.Count <= MaxFinished
            ? jobs
            : jobs.OrderByDescending(isReported).ThenByDescending(Began).Take(MaxFinished);

    private static DateTimeOffset Began(JobHistory job) => job.Attempts.Count > 0 ? job.Attempts[^1].Began() : DateTimeOffset.MinValue;
}
