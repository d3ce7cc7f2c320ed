using System.IO.Pipelines;

namespace Goji.Tool.Tests.Server;

/// <summary>A body that arrives when the test sends it.</summary>
internal sealed class FedStream : Stream
{
    private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 0, readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
    private readonly Stream reader;

    public FedStream() => reader = pipe.Reader.AsStream();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public void Feed(int count)
    {
        pipe.Writer.GetSpan(count)[..count].Fill((byte)'x');
        pipe.Writer.Advance(count);
        Assert.True(pipe.Writer.FlushAsync().AsTask().IsCompleted);
    }

    public void End() => pipe.Writer.Complete();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => reader.ReadAsync(buffer, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
