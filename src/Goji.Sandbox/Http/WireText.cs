using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Goji.Sandbox.Http;

/// <summary>Lines and bytes of a connection.</summary>
internal static class WireText
{
    private const int LongestLine = 64 * 1024;

    /// <returns>The line without its end; null where the connection has ended.</returns>
    public static async Task<string?> LineAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } newline)
            {
                var line = Encoding.Latin1.GetString(buffer.Slice(0, newline)).TrimEnd('\r');
                reader.AdvanceTo(buffer.GetPosition(1, newline));
                return line;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return null;
            }

            if (buffer.Length > LongestLine)
            {
                throw new FormatException("A line of the request is too long.");
            }
        }
    }

    public static async Task<byte[]> BytesAsync(PipeReader reader, int count, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.Length >= count)
            {
                var bytes = buffer.Slice(0, count).ToArray();
                reader.AdvanceTo(buffer.GetPosition(count));
                return bytes;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                throw new EndOfStreamException();
            }
        }
    }
}
