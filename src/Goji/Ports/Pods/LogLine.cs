using System.Text;

namespace Goji.Ports.Pods;

/// <summary>A line that a container has written, or a piece of a long one.</summary>
/// <param name="Stamp">When it was written, where the cluster reports it.</param>
/// <param name="Text">The line without its end. It may hold anything: control characters, halves of characters as replacement characters,
/// carriage returns.</param>
internal readonly record struct LogLine(LogStamp? Stamp, string Text)
{
    /// <summary>Whether the stream ended within the line.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>Whether this piece continues the line before. Such a piece has no time.</summary>
    public bool IsRest { get; init; }

    /// <summary>Whether the next piece continues the line.</summary>
    public bool HasRest { get; init; }

    /// <summary>Whether more of the log has already arrived. What is shown or kept may wait for it.</summary>
    public bool HasMore { get; init; }

    /// <summary>Reads a line of a log that was requested with timestamps.</summary>
    public static LogLine Parse(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        return LogStamp.Parse(space < 0 ? line : line[..space]) is { } stamp
            ? new(stamp, space < 0 ? "" : Encoding.UTF8.GetString(line[(space + 1)..]))
            : new(null, Encoding.UTF8.GetString(line));
    }
}
