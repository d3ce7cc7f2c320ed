using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Goji.Ports.Pods;

namespace Goji.Kubernetes.Pods;

/// <summary>
/// Splits a stream at its line feeds alone: a carriage return within a line is the container's own. A long line comes in pieces, which are
/// the same each time that the line is read.
/// </summary>
internal static class LogLines
{
    /// <summary>Maximum length of a line, or of a piece of one, in bytes.</summary>
    public const int MaxLength = 256 * 1024;

    private const int BufferSize = 16 * 1024;

    /// <summary>The number of bytes of a read after which other streams have their turn.</summary>
    private const int LargeRead = BufferSize / 2;

    /// <summary>Reads to the end of the stream.</summary>
    /// <param name="open">Opens the response that has the stream.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async IAsyncEnumerable<LogLine> ReadAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> open, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await open(cancellationToken);
        var reader = PipeReader.Create(
            await response.Content.ReadAsStreamAsync(cancellationToken),
            new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true));
        try
        {
            var isRest = false;
            var left = 0L;
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                var buffer = result.Buffer;
                var read = buffer.Length - left;
                while (Take(ref buffer, result.IsCompleted, isRest) is { } line)
                {
                    isRest = line.HasRest;
                    yield return line;
                }

                left = buffer.Length;
                reader.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                {
                    yield break;
                }

                if (read >= LargeRead)
                {
                    // What has arrived is read without waiting, for as long as more arrives.
                    await Task.Yield();
                }
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static LogLine? Take(ref ReadOnlySequence<byte> buffer, bool isEnd, bool isRest)
    {
        var end = buffer.PositionOf((byte)'\n');
        var line = end is { } feed ? buffer.Slice(0, feed) : buffer;
        if (line.Length > MaxLength)
        {
            line = buffer.Slice(0, LengthOfPiece(line));
            buffer = buffer.Slice(line.End);
            return Parse(line, isRest) with { HasRest = true, HasMore = HasMore(buffer) };
        }

        if (end is { } position)
        {
            buffer = buffer.Slice(buffer.GetPosition(1, position));
            return Parse(line, isRest) with { HasMore = HasMore(buffer) };
        }

        if (isEnd && line.Length > 0)
        {
            buffer = buffer.Slice(buffer.End);
            return Parse(line, isRest) with { IsUnfinished = true };
        }

        return null;
    }

    private static bool HasMore(in ReadOnlySequence<byte> buffer) =>
        buffer.Length > MaxLength || buffer.PositionOf((byte)'\n') is not null;

    private static LogLine Parse(in ReadOnlySequence<byte> line, bool isRest)
    {
        var bytes = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        return isRest ? new LogLine(null, Encoding.UTF8.GetString(bytes)) { IsRest = true } : LogLine.Parse(bytes);
    }

    /// <summary>The length of the first piece of a long line: it ends before a character that would be cut.</summary>
    private static int LengthOfPiece(in ReadOnlySequence<byte> line)
    {
        const int LongestCharacter = 4;
        Span<byte> around = stackalloc byte[LongestCharacter];
        line.Slice(MaxLength - LongestCharacter + 1, LongestCharacter).CopyTo(around);
        for (var back = 0; back < LongestCharacter; back++)
        {
            // A byte that continues a character begins with the bits 10.
            if ((around[LongestCharacter - 1 - back] & 0xC0) != 0x80)
            {
                return MaxLength - back;
            }
        }

        return MaxLength;
    }
}
