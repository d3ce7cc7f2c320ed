using System.Globalization;
using System.Text;

namespace Goji.Reporting.Html;

/// <summary>The time that all strips share, in seconds from the first attempt that is shown to the moment of the report.</summary>
internal sealed class TimeAxis
{
    private readonly DateTimeOffset start;
    private readonly DateTimeOffset now;

    /// <param name="jobs">The jobs that are shown.</param>
    /// <param name="now">When they were read.</param>
    public TimeAxis(IEnumerable<JobHistory> jobs, DateTimeOffset now)
    {
        this.now = now;
        var attempts = jobs.SelectMany(job => job.Attempts).ToList();
        var first = attempts.Count > 0 ? attempts.Min(attempt => attempt.Began()) : now;

        // The clocks of the cluster and of this machine may differ: the axis ends with the later of the two.
        End = attempts.Select(attempt => attempt.Ended(now)).Append(now).Max();
        start = first < End.AddMinutes(-10) ? first : End.AddMinutes(-10);
    }

    public DateTimeOffset End { get; }

    public long Seconds => (long)(End - start).TotalSeconds;

    /// <summary>
    /// A strip with a mark for every attempt, as long as it took: failed ones high, succeeded ones low, so that they differ without
    /// colours.
    /// </summary>
    public string Strip(IReadOnlyList<AttemptReport> attempts)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg class=\"strip\" viewBox=\"0 0 {Seconds} 18\" preserveAspectRatio=\"none\" "
            + $"role=\"img\" aria-label=\"{Label(attempts)}\">");
        foreach (var group in attempts.GroupBy(attempt => attempt.State))
        {
            text.Append("<path class=\"").Append(group.Key.Word()).Append("\" d=\"");
            foreach (var attempt in group)
            {
                var from = (long)(attempt.Began() - start).TotalSeconds;
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"M{from} {Height(group.Key)}h{Math.Max(0, (long)(attempt.Ended(now) - start).TotalSeconds - from)}");
            }

            text.Append("\"/>");
        }

        return text.Append("</svg>").ToString();
    }

    private static int Height(JobState state) => state switch
    {
        JobState.Failed => 4,
        JobState.Succeeded => 14,
        _ => 9,
    };

    private static string Label(IReadOnlyList<AttemptReport> attempts) =>
        StateNames.Count(attempts.Count, "attempt")
        + string.Concat(
            attempts
                .GroupBy(attempt => attempt.State)
                .OrderBy(group => group.Key.Urgency())
                .Select(group => FormattableString.Invariant($", {group.Count()} {group.Key.Word()}")));
}
