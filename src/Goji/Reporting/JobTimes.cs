using System.Globalization;

namespace Goji.Reporting;

/// <summary>How long things took, and how that is written.</summary>
internal static class JobTimes
{
    /// <summary>From the first start to the last finish, or to now while a Job runs. Null where nothing was started.</summary>
    public static TimeSpan? Duration(IReadOnlyList<KubernetesJobReport> jobs, DateTimeOffset now)
    {
        var started = jobs.Min(job => job.StartedAt);
        var finished = jobs.Any(job => job.State == JobState.Processing) ? now : jobs.Max(job => job.FinishedAt);
        return Between(started, finished);
    }

    public static TimeSpan? Duration(KubernetesJobReport job, DateTimeOffset now) =>
        Between(job.StartedAt, job.State == JobState.Processing ? now : job.FinishedAt);

    /// <summary>Two units at most: <c>12s</c>, <c>1m 12s</c>, <c>2h 5m</c>, <c>3d 4h</c>.</summary>
    public static string Text(TimeSpan time)
    {
        var (first, second) = time switch
        {
            { TotalDays: >= 1 } => ($"{(int)time.TotalDays}d", Unit(time.Hours, "h")),
            { TotalHours: >= 1 } => ($"{time.Hours}h", Unit(time.Minutes, "m")),
            { TotalMinutes: >= 1 } => ($"{time.Minutes}m", Unit(time.Seconds, "s")),
            _ => ($"{time.Seconds}s", ""),
        };
        return first + second;
    }

    public static string Text(TimeSpan? time) => time is { } known ? Text(known) : "";

    /// <summary>The time in UTC, to the second, as people read it.</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>The time in UTC as RFC 3339 has it.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // The cluster's clock and this machine's may differ by a little: no time is negative for that.
    private static TimeSpan? Between(DateTimeOffset? from, DateTimeOffset? to) =>
        from is { } start && to is { } end ? (end > start ? end - start : TimeSpan.Zero) : null;

    private static string Unit(int value, string unit) => value == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {value}{unit}");
}
