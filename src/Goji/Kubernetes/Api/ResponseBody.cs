using System.Buffers;

namespace Goji.Kubernetes.Api;

/// <summary>A response's body, in memory of the shared pool: pages of lists have megabytes.</summary>
internal sealed class ResponseBody : IDisposable
{
    /// <summary>The length in bytes up to which memory is taken for a body before it arrives.</summary>
    private const int MostAtOnce = 64 * 1024 * 1024;

    private const int SmallestBuffer = 4096;

    private byte[] buffer;
    private int length;

    private ResponseBody(int capacity) => buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The bytes, until the body is disposed of.</summary>
    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    /// <exception cref="HttpRequestException">The body ended early.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<ResponseBody> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        // One byte more than the body has: the end is read without a larger buffer.
        var capacity = content.Headers.ContentLength is >= 0 and < MostAtOnce and var expected ? (int)expected + 1 : SmallestBuffer;
        var body = new ResponseBody(capacity);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            while (await stream.ReadAsync(body.buffer.AsMemory(body.length), cancellationToken) is > 0 and var count)
            {
                body.length += count;
                if (body.length == body.buffer.Length)
                {
                    body.Grow();
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        (buffer, length) = ([], 0);
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(buffer.Length * 2));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
