using System.Globalization;

namespace Goji.Model;

/// <summary>Writes durations for people.</summary>
internal static class Duration
{
    /// <summary>The two largest units: <c>4s</c>, <c>1m 12s</c>, <c>3h 5m</c>, <c>2d 1h</c>.</summary>
    public static string Text(TimeSpan duration)
    {
        var span = duration < TimeSpan.Zero ? TimeSpan.Zero : duration;
        return span switch
        {
            { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalSeconds}s"),
            { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}m {span.Seconds}s"),
            { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Hours}h {span.Minutes}m"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays}d {span.Hours}h"),
        };
    }
}
