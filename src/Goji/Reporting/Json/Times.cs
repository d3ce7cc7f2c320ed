namespace Goji.Reporting.Json;

internal static class Times
{
    public static string? Text(DateTimeOffset? time) => time is { } known ? JobTimes.Iso(known) : null;

    public static double? Seconds(TimeSpan? time) => time is { } known ? Math.Round(known.TotalSeconds, 3) : null;
}
