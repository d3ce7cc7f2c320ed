using System.Net;

namespace Goji.Tool.Server.Listening;

/// <summary>
/// Limits how often one source may be refused. Authenticated deliveries are never counted, whatever else comes from the same address.
/// </summary>
/// <remarks>A token bucket for each source: <see cref="Burst"/> at once, then <see cref="PerSecond"/> each second.</remarks>
internal sealed class SourceRateLimiter(TimeProvider time)
{
    public const int Burst = 100;
    public const int PerSecond = 5;

    /// <summary>The most sources that are remembered. Those that come first of more are forgotten.</summary>
    private const int MaxSources = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, (double Tokens, long At)> buckets = [];
    private readonly Queue<IPAddress> oldestFirst = [];

    /// <summary>Counts one refusal.</summary>
    /// <returns>Whether the source is still within its limit.</returns>
    public bool Count(IPAddress source)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (!buckets.TryGetValue(source, out var bucket))
            {
                bucket = (Burst, now);
                if (oldestFirst.Count == MaxSources)
                {
                    buckets.Remove(oldestFirst.Dequeue());
                }

                oldestFirst.Enqueue(source);
            }

            var tokens = Math.Min(Burst, bucket.Tokens + (time.GetElapsedTime(bucket.At, now).TotalSeconds * PerSecond));
            var isWithin = tokens >= 1;
            buckets[source] = (isWithin ? tokens - 1 : tokens, now);
            return isWithin;
        }
    }
}
