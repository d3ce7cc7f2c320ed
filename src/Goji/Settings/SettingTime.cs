using System.Globalization;
using System.Text.RegularExpressions;

namespace Goji.Settings;

/// <summary>Times as settings write them: <c>90s</c>, <c>1h30m</c>, <c>7d</c>, <c>00:10:00</c>.</summary>
internal static partial class SettingTime
{
    // No timer and no wait goes further, and no sum of times overflows.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36500);

    // A bare number is refused: .NET reads it as days, people mean seconds.
    public static TimeSpan Read(string text)
    {
        if (TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var time))
        {
            return time;
        }

        var parts = Parts().Match(text);
        if (!parts.Success || text.Length == 0)
        {
            throw NoTime();
        }

        var seconds = (Part("d") * 86400) + (Part("h") * 3600) + (Part("m") * 60) + Part("s");
        return seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : throw NoTime();

        double Part(string unit) => parts.Groups[unit] is { Success: true } digits
            ? double.Parse(digits.Value, CultureInfo.InvariantCulture)
            : 0;
    }

    /// <summary>The shortest way to write a time.</summary>
    public static string Write(TimeSpan time)
    {
        var parts = new[] { (time.Days, "d"), (time.Hours, "h"), (time.Minutes, "m"), (time.Seconds, "s") }.Where(
            part => part.Item1 != 0).ToList();
        return parts.Count == 0
            ? "0s"
            : string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1}{part.Item2}")));
    }

    private static FormatException NoTime() => new("a time such as 90s, 10m, 1h, 1h30m, 7d or 00:10:00");

    [GeneratedRegex("^(?:(?<d>[0-9]{1,9})d)?(?:(?<h>[0-9]{1,9})h)?(?:(?<m>[0-9]{1,9})m)?(?:(?<s>[0-9]{1,9})s)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Parts();
}
