namespace Goji.Reporting.Html;

/// <summary>When an attempt began and ended: by its Jobs where they started, else by its claim.</summary>
internal static class AttemptTimes
{
    public static DateTimeOffset Began(this AttemptReport attempt) => attempt.Jobs.Min(job => job.StartedAt) ?? attempt.ClaimedAt;

    public static DateTimeOffset Ended(this AttemptReport attempt, DateTimeOffset now) =>
        attempt.State == JobState.Processing ? now : attempt.Jobs.Max(job => job.FinishedAt) ?? attempt.Began();
}
