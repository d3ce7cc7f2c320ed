namespace Goji.Reporting.Text;

/// <summary>What a display at the foot of a terminal shows while a pass waits: a line for the whole, and one for each job.</summary>
internal static class ProgressLines
{
    /// <summary>More jobs than this are told by their number: the lines have to fit a small window, since what has scrolled away cannot be drawn anew.</summary>
    public const int MaxJobs = 8;

    /// <param name="progress">How the pass stood when it looked last.</param>
    /// <param name="sinceThen">How long ago that was.</param>
    /// <param name="now">The time by which running Jobs are as old as is shown.</param>
    public static IReadOnlyList<string> Of(GojiProgress progress, TimeSpan sinceThen, DateTimeOffset now)
    {
        var finished = progress.Finished > 0 ? $", {progress.Finished} finished" : "";
        var lines = new List<string>
        {
            $"Waiting for {StateWords.Count(progress.Awaited.Count, "job")}{finished}: {JobTimes.Text(progress.Waited + sinceThen)} of {JobTimes.Text(progress.Limit)}",
        };
        var shown = progress.Awaited.Take(progress.Awaited.Count > MaxJobs ? MaxJobs - 1 : MaxJobs).Select(job => new
        {
            File = PlainText.Line($"processing/{job.File}"),
            Time = JobTimes.Text(JobTimes.Duration(job.Jobs, now)),
            Standing = PlainText.Line(JobStanding.Of(job)),
        }).ToList();
        var (fileWidth, timeWidth) = (shown.Max(row => row.File.Length), shown.Max(row => row.Time.Length));
        lines.AddRange(shown.Select(row => $"  {row.File.PadRight(fileWidth)}  {row.Time.PadLeft(timeWidth)}  {row.Standing}"));
        if (progress.Awaited.Count > shown.Count)
        {
            lines.Add($"  and {progress.Awaited.Count - shown.Count} more");
        }

        return lines;
    }
}
