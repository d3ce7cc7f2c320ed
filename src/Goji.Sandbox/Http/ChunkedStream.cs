using System.Globalization;
using System.Text;

namespace Goji.Sandbox.Http;

/// <summary>Writes each piece as its own chunk, so that the client receives it at once.</summary>
internal sealed class ChunkedStream(Stream into) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > 0)
        {
            byte[] chunk = [.. Encoding.ASCII.GetBytes(buffer.Length.ToString("x", CultureInfo.InvariantCulture)),
                .. "\r\n"u8, .. buffer.Span, .. "\r\n"u8];
            await into.WriteAsync(chunk, cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public async Task EndAsync(CancellationToken cancellationToken) => await into.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => into.FlushAsync(cancellationToken);

    public override void Flush() => into.Flush();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
