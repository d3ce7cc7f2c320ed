using System.IO.Pipelines;

namespace Goji.Sandbox.Http;

/// <summary>The reading end of a streamed response; the writing stops when it is disposed.</summary>
internal sealed class PumpedStream : Stream
{
    private readonly CancellationTokenSource end = new();
    private readonly Stream reader;

    public PumpedStream(Func<Stream, CancellationToken, Task> write)
    {
        var pipe = new Pipe();
        reader = pipe.Reader.AsStream();
        _ = PumpAsync(write, pipe.Writer);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => reader.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        reader.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        reader.ReadAsync(buffer, offset, count, cancellationToken);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            end.Cancel();
            reader.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task PumpAsync(Func<Stream, CancellationToken, Task> write, PipeWriter writer)
    {
        try
        {
            await write(writer.AsStream(), end.Token);
            await writer.CompleteAsync();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The read fails with this exception.
            await writer.CompleteAsync(failure);
        }
    }
}
