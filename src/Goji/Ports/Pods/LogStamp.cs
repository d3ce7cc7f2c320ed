using System.Globalization;
using System.Text;

namespace Goji.Ports.Pods;

/// <summary>The time of a log line, to the nanosecond, as the kubelet writes it in front of the line.</summary>
/// <param name="Ticks">The time in UTC, in units of 100 ns.</param>
/// <param name="Nanoseconds">What the ticks leave out: 0 to 99.</param>
internal readonly record struct LogStamp(long Ticks, int Nanoseconds) : IComparable<LogStamp>
{
    private const int DigitsOfTicks = 7;
    private const int DigitsOfNanoseconds = 9;
    private const int LongestTime = 40;

    /// <summary>The length of <c>2026-01-01T00:00:00</c>.</summary>
    private const int LengthOfSeconds = 19;

    /// <summary>The time in whole seconds, for a request: the API server drops what is smaller.</summary>
    public string Seconds => new DateTime(Ticks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public DateTimeOffset Time => new(Ticks, TimeSpan.Zero);

    /// <summary>Reads an RFC 3339 time with up to nine digits behind the point; null where the text is none.</summary>
    public static LogStamp? Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length is <= LengthOfSeconds or > LongestTime)
        {
            return null;
        }

        if (ParseKubelets(text) is { } stamp)
        {
            return stamp;
        }

        Span<char> characters = stackalloc char[LongestTime];
        return Parse(characters[..Encoding.Latin1.GetChars(text, characters)]);
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static LogStamp? Parse(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestTime || !IsTime(text))
        {
            return null;
        }

        var point = text.IndexOf('.');
        var digits = point < 0 ? 0
            : text[(point + 1)..].IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length - point - 1;
        var extra = 0;
        Span<char> shortened = stackalloc char[LongestTime];
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

    /// <summary>Reads the form that kubelets in UTC write, which is parsed for every line of every log.</summary>
    private static LogStamp? ParseKubelets(ReadOnlySpan<byte> text)
    {
        if (text[^1] != 'Z' || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':'
            || Number(text[..4]) is not (>= 1 and var year)
            || Number(text.Slice(5, 2)) is not (>= 1 and <= 12 and var month)
            || Number(text.Slice(8, 2)) is not (>= 1 and var day) || day > DateTime.DaysInMonth(year, month)
            || Number(text.Slice(11, 2)) is not (>= 0 and < 24 and var hour)
            || Number(text.Slice(14, 2)) is not (>= 0 and < 60 and var minute)
            || Number(text.Slice(17, 2)) is not (>= 0 and < 60 and var second))
        {
            return null;
        }

        var nanoseconds = 0;
        var fraction = text[LengthOfSeconds..^1];
        if (fraction.Length > 0)
        {
            if (fraction[0] != '.' || fraction.Length is < 2 or > 1 + DigitsOfNanoseconds
                || Number(fraction[1..]) is not (>= 0 and var digits))
            {
                return null;
            }

            nanoseconds = digits;
            for (var missing = 1 + DigitsOfNanoseconds - fraction.Length; missing > 0; missing--)
            {
                nanoseconds *= 10;
            }
        }

        return new(new DateTime(year, month, day, hour, minute, second).Ticks + nanoseconds / 100, nanoseconds % 100);
    }

    /// <returns>The number; -1 where there is anything but digits.</returns>
    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            number = number * 10 + (digit - '0');
        }

        return number;
    }

    // A date alone is what containers write themselves.
    private static bool IsTime(ReadOnlySpan<char> text) =>
        text.Length > LengthOfSeconds && text[10] == 'T' && (text[^1] == 'Z' || text[^6] is '+' or '-');

    public int CompareTo(LogStamp other) => Ticks != other.Ticks ? Ticks.CompareTo(other.Ticks) : Nanoseconds.CompareTo(other.Nanoseconds);
}
