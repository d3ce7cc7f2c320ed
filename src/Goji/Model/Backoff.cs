namespace Goji.Model;

/// <summary>
/// The pauses between tries of something that failed: each twice as long as the one before, up to a limit, and never the same for two
/// runners.
/// </summary>
/// <param name="first">The first pause, on average.</param>
/// <param name="longest">The limit.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    /// <summary>How often a call of a server may fail in a row where there is no time to wait.</summary>
    public const int MaxFailures = 4;

    // 2^20 times any pause is longer than any limit.
    private const int MaxDoublings = 20;
    private int failures;

    /// <summary>How many pauses were made since the last success.</summary>
    public int Failures => failures;

    /// <summary>The pauses between calls of a server that is away.</summary>
    public static Backoff ForServers() => new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30));

    /// <summary>The pause before the next try.</summary>
    /// <param name="wish">The pause that the server requests; null for none.</param>
    public TimeSpan Next(TimeSpan? wish = null)
    {
        var pause = first * Math.Pow(2, Math.Min(failures++, MaxDoublings)) * (0.5 + Random.Shared.NextDouble());
        pause = wish ?? pause;
        return pause < longest ? pause : longest;
    }

    /// <summary>Starts again with the first pause, after a success.</summary>
    public void Reset() => failures = 0;
}
