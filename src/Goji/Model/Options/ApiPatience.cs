namespace Goji.Model;

/// <summary>How long the API server is waited for, and how often it is asked again.</summary>
internal sealed record ApiPatience
{
    /// <summary>How often a request is sent at most.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>How long one answer is waited for. With half the claim time before it, a create that nobody answers is given up when its claim falls to others.</summary>
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
