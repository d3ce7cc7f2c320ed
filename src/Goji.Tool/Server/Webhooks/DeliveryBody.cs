using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Webhooks;

/// <summary>
/// Reads bodies whole, since signatures cover the whole body. The sender is not authenticated at that point, so the bytes in memory are
/// limited: where they would exceed the budget, the delivery that arrives most slowly is dropped.
/// </summary>
internal sealed class DeliveryBody(long budget, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly HashSet<BufferedBody> bodies = [];
    private long held;

    /// <summary>Reads a body and hands it on. Its memory is free again when the work is done.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than the server takes, comes too slowly, or was dropped.</exception>
    public async Task<T> ReadAsync<T>(HttpRequest request, Func<ReadOnlyMemory<byte>, T> work, CancellationToken cancellationToken)
    {
        using var body = new BufferedBody(time.GetTimestamp(), cancellationToken);
        try
        {
            while (true)
            {
                if (body.IsFull)
                {
                    Grow(body);
                }

                var count = await request.Body.ReadAsync(body.Free, body.Cancelled);
                if (count == 0)
                {
                    return work(body.Content);
                }

                body.Take(count);
            }
        }
        catch (OperationCanceledException failure) when (body.IsDropped)
        {
            throw new BadHttpRequestException(
                "the bodies of all deliveries would exceed the memory for them, and this one arrived most slowly",
                StatusCodes.Status503ServiceUnavailable, failure);
        }
        finally
        {
            Forget(body);
        }
    }

    private void Grow(BufferedBody body)
    {
        lock (gate)
        {
            if (body.IsDropped)
            {
                throw new OperationCanceledException();
            }

            bodies.Add(body);
            held += body.Growth;
            body.Grow();
            while (held > budget && bodies.MinBy(Speed) is { } slowest)
            {
                held -= slowest.Capacity;
                bodies.Remove(slowest);
                slowest.Drop();
            }
        }
    }

    private void Forget(BufferedBody body)
    {
        lock (gate)
        {
            if (bodies.Remove(body))
            {
                held -= body.Capacity;
            }
        }
    }

    /// <summary>Bytes a second since the body began. One that has just begun has the benefit of the doubt.</summary>
    private double Speed(BufferedBody body) =>
        (body.Content.Length + BufferedBody.FirstCapacity) / Math.Max(1, time.GetElapsedTime(body.Began).TotalSeconds);
}
