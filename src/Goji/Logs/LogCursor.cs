using System.Globalization;
using Goji.Ports.Pods;

namespace Goji.Logs;

/// <summary>
/// The place in a container's log up to which it was read. A stream that is resumed begins at a whole second: its first lines were read
/// before, and are recognized by their times and, where several lines have one time, by their number. The pieces of a long line, which has
/// one time, are counted too.
/// </summary>
internal sealed class LogCursor
{
    private LogStamp? last;
    private int countAtLast;
    private int restsOfLast;
    private int skipped;
    private int restsToSkip;
    private bool isRewinding;

    /// <summary>The time from which to resume; null for the beginning.</summary>
    public LogStamp? Last => last;

    /// <summary>The place behind the last line, as text; empty at the beginning.</summary>
    public string Text => last is { } stamp
        ? string.Create(CultureInfo.InvariantCulture, $"{stamp.Ticks}-{stamp.Nanoseconds}-{countAtLast}-{restsOfLast}")
        : "";

    /// <summary>The cursor at a place that <see cref="Text"/> has named; at the beginning where the text is no place.</summary>
    public static LogCursor At(string text)
    {
        var cursor = new LogCursor();
        var parts = text.Split('-');
        if (parts.Length == 4
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var rests))
        {
            (cursor.last, cursor.countAtLast, cursor.restsOfLast) = (new(ticks, nanoseconds), count, rests);
        }

        return cursor;
    }

    /// <summary>The log is going to be read again from the second of the last line.</summary>
    public void Rewind()
    {
        isRewinding = last is not null;
        skipped = 0;
        restsToSkip = 0;
    }

    /// <summary>Whether a line was read before.</summary>
    public bool HasPassed(LogLine line) => last is { } place && line.Stamp is { } time && time.CompareTo(place) <= 0;

    /// <summary>Whether a line, or a piece of one, is new. One without a time belongs to the line before.</summary>
    public bool Advance(LogLine line)
    {
        if (line.IsRest)
        {
            return AdvanceRest();
        }

        if (line.Stamp is not { } time)
        {
            return !isRewinding;
        }

        if (isRewinding)
        {
            var order = time.CompareTo(last!.Value);
            if (order < 0 || (order == 0 && skipped++ < countAtLast))
            {
                // The pieces of the last line that had come are skipped, and all pieces of the lines before.
                restsToSkip = order == 0 && skipped == countAtLast ? restsOfLast : int.MaxValue;
                return false;
            }

            isRewinding = false;
        }

        countAtLast = time == last ? countAtLast + 1 : 1;
        last = time;
        restsOfLast = 0;
        return true;
    }

    private bool AdvanceRest()
    {
        if (isRewinding && restsToSkip > 0)
        {
            restsToSkip--;
            return false;
        }

        restsOfLast++;
        return true;
    }
}
