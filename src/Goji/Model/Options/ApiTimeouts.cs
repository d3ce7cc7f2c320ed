namespace Goji.Model;

/// <summary>Time limits and retries for requests to the API server.</summary>
internal sealed record ApiTimeouts
{
    /// <summary>How often a request is sent at most.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>
    /// Maximum time for one answer. Together with half the claim time, a create without an answer is given up before others may take over
    /// its claim.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a server that answers nothing at all is waited for, over all tries of a request.</summary>
    public TimeSpan MaxSilence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The time without an answer after which the log has a line about it.</summary>
    public TimeSpan SilenceToNote { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause before the second try, on average; each further one is twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a server that names a time to retry after is waited for at most.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(30);
}
