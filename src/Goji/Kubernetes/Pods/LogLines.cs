using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Goji.Ports.Pods;

namespace Goji.Kubernetes.Pods;

/// <summary>Takes a stream apart at its line feeds alone: a carriage return within a line is the container's own.</summary>
internal static class LogLines
{
    /// <summary>Maximum length of a line in bytes. A longer one is taken apart.</summary>
    public const int MaxLength = 256 * 1024;

    public static async IAsyncEnumerable<LogLine> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                var buffer = result.Buffer;
                while (Take(ref buffer, result.IsCompleted) is { } line)
                {
                    yield return line;
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static LogLine? Take(ref ReadOnlySequence<byte> buffer, bool isEnd)
    {
        ReadOnlySequence<byte> line;
        var isUnfinished = false;
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
        }
        else if (buffer.Length >= MaxLength || (isEnd && buffer.Length > 0))
        {
            isUnfinished = isEnd;
            line = buffer;
            buffer = buffer.Slice(buffer.End);
        }
        else
        {
            return null;
        }

        return LogLine.Parse(line.IsSingleSegment ? line.FirstSpan : line.ToArray()) with { IsUnfinished = isUnfinished };
    }
}
