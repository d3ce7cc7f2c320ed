namespace Goji.Benchmarks.Simulation;

/// <summary>How long others take, as assumed: a git host and an API server over a network.</summary>
internal sealed record Latencies
{
    public TimeSpan Fetch { get; init; } = TimeSpan.FromMilliseconds(150);

    public TimeSpan Push { get; init; } = TimeSpan.FromMilliseconds(400);

    public TimeSpan Create { get; init; } = TimeSpan.FromMilliseconds(20);

    public TimeSpan Read { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>For each Job of a list.</summary>
    public TimeSpan ListedJob { get; init; } = TimeSpan.FromMicroseconds(20);
}
