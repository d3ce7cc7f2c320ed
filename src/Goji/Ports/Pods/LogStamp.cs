using System.Globalization;

namespace Goji.Ports.Pods;

/// <summary>The time of a log line, to the nanosecond, as the kubelet writes it in front of the line.</summary>
/// <param name="Ticks">The time in UTC, in units of 100 ns.</param>
/// <param name="Nanoseconds">What the ticks leave out: 0 to 99.</param>
internal readonly record struct LogStamp(long Ticks, int Nanoseconds) : IComparable<LogStamp>
{
    private const int DigitsOfTicks = 7;

    /// <summary>The time in whole seconds, for a request: the API server drops what is smaller.</summary>
    public string Seconds => new DateTime(Ticks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public DateTimeOffset Time => new(Ticks, TimeSpan.Zero);

    /// <summary>Reads an RFC 3339 time with up to nine digits behind the point; null where the text is none.</summary>
    public static LogStamp? Parse(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        var digits = point < 0 ? 0
            : text[(point + 1)..].IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length - point - 1;
        var extra = 0;
        Span<char> shortened = stackalloc char[40];
        if (text.Length > shortened.Length || !IsTime(text))
        {
            return null;
        }

        text.CopyTo(shortened);
        var length = text.Length;
        if (digits > DigitsOfTicks)
        {
            var tail = text.Slice(point + 1 + DigitsOfTicks, digits - DigitsOfTicks);
            extra = (tail[0] - '0') * 10 + (tail.Length > 1 ? tail[1] - '0' : 0);
            text[(point + 1 + digits)..].CopyTo(shortened[(point + 1 + DigitsOfTicks)..]);
            length -= digits - DigitsOfTicks;
        }

        return DateTimeOffset.TryParse(shortened[..length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new(time.UtcTicks, extra)
            : null;
    }

    // A date alone is what containers write themselves.
    private static bool IsTime(ReadOnlySpan<char> text) =>
        text.Length >= "2026-01-01T00:00:00Z".Length && text[10] == 'T' && (text[^1] == 'Z' || text[^6] is '+' or '-');

    public int CompareTo(LogStamp other) => Ticks != other.Ticks ? Ticks.CompareTo(other.Ticks) : Nanoseconds.CompareTo(other.Nanoseconds);
}
