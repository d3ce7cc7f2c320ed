namespace Goji.Reporting.Html;

/// <summary>
/// The jobs that a page has rows for: all that are queued or processing, and of each other state the newest, those of the pass first.
/// </summary>
internal sealed class ShownJobs
{
    /// <summary>How many finished jobs of a state have a row.</summary>
    public const int MaxFinished = 50;

    private readonly Dictionary<(string File, JobState State), JobReport> reported;

    /// <param name="report">The pass that the page is written after; null for none.</param>
    public ShownJobs(GojiReport? report) =>

        // In a preview, the file is still in its old state.
        reported = (report?.Jobs ?? []).ToDictionary(job => (job.File, report!.DryRun ? job.Before : job.After));

    /// <summary>Whether all jobs of a state have a row, however many there are.</summary>
    public static bool AreAllOf(JobState state) => state is JobState.Queued or JobState.Processing;

    /// <summary>What the pass reported of a job; null for nothing.</summary>
    public JobReport? ReportOf(JobHistory job) => reported.GetValueOrDefault((job.File, job.State));

    /// <summary>The place of a finished job among those of its state.</summary>
    public Rank RankOf(JobHistory job) => new(
        reported.ContainsKey((job.File, job.State)),
        job.Attempts.Count > 0 ? job.Attempts[^1].Began() : DateTimeOffset.MinValue,
        job.File);

    /// <summary>The jobs of a state that have a row, in the order of the page.</summary>
    /// <param name="history">The whole history, or one that was read for this page.</param>
    /// <param name="state">The state.</param>
    public List<JobHistory> Of(GojiHistory history, JobState state)
    {
        var jobs = history.Jobs.Where(job => job.State == state);
        jobs = AreAllOf(state) || history.Count(state) <= MaxFinished ? jobs : jobs.OrderBy(RankOf).Take(MaxFinished);
        return [.. jobs.OrderBy(job => ReportOf(job)?.Position ?? 0)];
    }

    /// <summary>What orders the finished jobs of a state. The smallest come first.</summary>
    public readonly record struct Rank(bool IsReported, DateTimeOffset Began, string File) : IComparable<Rank>
    {
        public int CompareTo(Rank other) =>
            other.IsReported.CompareTo(IsReported) is not 0 and var byReport ? byReport
            : other.Began.CompareTo(Began) is not 0 and var byTime ? byTime
            : string.CompareOrdinal(File, other.File);
    }
}
