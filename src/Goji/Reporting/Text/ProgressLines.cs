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
            $"Waiting for {StateWords.Count(progress.Awaited.Count, "job")}{finished}: {JobTimes.Text(progress.Waited + sinceThen)} of "
                + $"{JobTimes.Text(progress.Limit)}",
        };
        var room = Math.Min(MaxJobs, rows - 1);
        if (room < 2)
        {
            return lines;
        }

        var shown = progress.Awaited.Take(progress.Awaited.Count > room ? room - 1 : room).Select(job => new
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
