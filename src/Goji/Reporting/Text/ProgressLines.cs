using Goji.Model;

namespace Goji.Reporting.Text;

/// <summary>What a display at the foot of a terminal shows while a pass waits: a line for the whole, and one for each job.</summary>
internal static class ProgressLines
{
    /// <summary>The maximum number of jobs that are shown one by one.</summary>
    public const int MaxJobs = 8;

    /// <param name="progress">The progress at the last poll.</param>
    /// <param name="sinceThen">How long ago that was.</param>
    /// <param name="now">The time by which running Jobs are as old as is shown.</param>
    /// <param name="rows">How many lines there may be: what has scrolled out of a window cannot be drawn anew.</param>
    public static IReadOnlyList<string> Of(GojiProgress progress, TimeSpan sinceThen, DateTimeOffset now, int rows)
    {
        var finished = progress.Finished > 0 ? $", {progress.Finished} finished" : "";
        var lines = new List<string>
        {
            progress.IsWatch
                ? $"{StateNames.Count(progress.Awaited.Count, "job")} queued or processing, unchanged for {JobTimes.Text(sinceThen)}"
                : $"Waiting for {StateNames.Count(progress.Awaited.Count, "job")}{finished}: "
                    + $"{JobTimes.Text(progress.Waited + sinceThen)} of {JobTimes.Text(progress.Limit)}",
        };
        var room = progress.IsWatch ? rows - 1 : Math.Min(MaxJobs, rows - 1);
        if (room < 2 || progress.Awaited.Count == 0)
        {
            return lines;
        }

        var shown = progress.Awaited.Take(progress.Awaited.Count > room ? room - 1 : room).Select(job => new
        {
            File = PlainText.Line($"{(progress.IsWatch ? job.Before : JobState.Processing).Word()}/{job.File}"),
            Time = JobTimes.Text(JobTimes.Duration(job.Jobs, now)),
            Standing = PlainText.Line(progress.IsWatch ? WatchedStatus(job) : JobStatusText.Of(job)),
        }).ToList();
        var (fileWidth, timeWidth) = (shown.Max(row => row.File.Length), shown.Max(row => row.Time.Length));
        lines.AddRange(shown.Select(row => $"  {row.File.PadRight(fileWidth)}  {row.Time.PadLeft(timeWidth)}  {row.Standing}"));
        if (progress.Awaited.Count > shown.Count)
        {
            lines.Add($"  and {progress.Awaited.Count - shown.Count} more");
        }

        return lines;
    }

    /// <summary>The next pass decides about a watched job.</summary>
    private static string WatchedStatus(JobReport job) =>
        job.Before == JobState.Processing && job.After == JobState.Processing ? JobStatusText.Of(job)
        : job.Before == job.After ? job.Reason
        : $"The next pass moves it to {job.After.Word()}/.{(job.Reason.Length > 0 ? $" {job.Reason}" : "")}";
}
