using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Webhooks;

/// <summary>Reads bodies whole, since signatures are over the whole, and never many large ones at once: nobody has been believed yet.</summary>
internal sealed class DeliveryBody : IDisposable
{
    /// <summary>Up to this size a body needs no leave.</summary>
    private const int Small = 64 * 1024;

    private readonly SemaphoreSlim large = new(2);

    /// <summary>Reads a body and hands it on; it is let go of when the work is done.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than the server takes, or comes too slowly.</exception>
    public async Task<T> ReadAsync<T>(HttpRequest request, Func<byte[], T> work, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var isLarge = false;
        try
        {
            int count;
            while ((count = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (!isLarge && body.Length + count > Small)
                {
                    await large.WaitAsync(cancellationToken);
                    isLarge = true;
                }

                body.Write(buffer, 0, count);
            }

            return work(body.ToArray());
        }
        finally
        {
            if (isLarge)
            {
                large.Release();
            }
        }
    }

    public void Dispose() => large.Dispose();
}
