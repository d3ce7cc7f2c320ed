using System.Buffers;
using System.IO.Compression;

namespace Goji.Reporting.Archive;

/// <summary>Some run records, deflated together: they resemble one another, and take a sixth of their length.</summary>
internal sealed class RecordBlock
{
    private const int FullLength = 32 * 1024;

    private readonly List<int> starts = [0];
    private ArrayBufferWriter<byte>? open = new(FullLength);
    private byte[] content = [];
    private volatile WeakReference<byte[]>? inflated;

    /// <summary>Whether it takes no more records.</summary>
    public bool IsFull => starts[^1] >= FullLength;

    /// <returns>The record's index.</returns>
    public int Add(ReadOnlySpan<byte> record)
    {
        open!.Write(record);
        starts.Add(open!.WrittenCount);
        return starts.Count - 2;
    }

    /// <summary>Ends the adding.</summary>
    public void Close()
    {
        using var deflated = new MemoryStream();
        using (var stream = new ZLibStream(deflated, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(open!.WrittenSpan);
        }

        content = deflated.ToArray();
        starts.TrimExcess();
        open = null;
    }

    /// <summary>Returns a record. The block is closed.</summary>
    public byte[] Read(int index)
    {
        // The jobs of a page are often of few blocks, and each is asked for more than once.
        var all = inflated is not null && inflated.TryGetTarget(out var known) ? known : Inflate();
        return all[starts[index]..starts[index + 1]];
    }

    private byte[] Inflate()
    {
        using var stream = new ZLibStream(new MemoryStream(content), CompressionMode.Decompress);
        var all = new byte[starts[^1]];
        stream.ReadExactly(all);
        inflated = new(all);
        return all;
    }
}
