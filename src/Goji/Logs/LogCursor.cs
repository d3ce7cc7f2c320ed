using Goji.Ports.Pods;

namespace Goji.Logs;

/// <summary>
/// The place in a container's log up to which it was read. A stream that is resumed begins at a whole second: its first lines were read before, and are
/// told by their times and, where several lines have one time, by their number.
/// </summary>
internal sealed class LogCursor
{
    private LogStamp? last;
    private int countAtLast;
    private int skipped;
    private bool isRewinding;

    /// <summary>The time from which to resume; null for the beginning.</summary>
    public LogStamp? Last => last;

    /// <summary>The log is going to be read again from the second of the last line.</summary>
    public void Rewind()
    {
        isRewinding = last is not null;
        skipped = 0;
    }

    /// <summary>Whether a line is new. A line without a time is.</summary>
    public bool Advance(LogStamp? stamp)
    {
        if (stamp is not { } time)
        {
            return true;
        }

        if (isRewinding)
        {
            var order = time.CompareTo(last!.Value);
            if (order < 0 || (order == 0 && skipped++ < countAtLast))
            {
                return false;
            }

            isRewinding = false;
        }

        countAtLast = time == last ? countAtLast + 1 : 1;
        last = time;
        return true;
    }
}
