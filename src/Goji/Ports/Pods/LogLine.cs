using System.Text;

namespace Goji.Ports.Pods;

/// <summary>A line that a container has written.</summary>
/// <param name="Stamp">When it was written, where the cluster reports it.</param>
/// <param name="Text">The line without its end. It may hold anything: control characters, halves of characters as replacement characters,
/// carriage returns.</param>
/// <param name="IsUnfinished">Whether the stream ended within the line.</param>
internal readonly record struct LogLine(LogStamp? Stamp, string Text, bool IsUnfinished = false)
{
    /// <summary>Reads a line of a log that was requested with timestamps.</summary>
    public static LogLine Parse(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var front = space < 0 ? text : text[..space];
        return LogStamp.Parse(front) is { } stamp ? new(stamp, space < 0 ? "" : text[(space + 1)..]) : new(null, text);
    }
}
