namespace Goji.Ports.Pods;

/// <summary>Which part of a container's log is read. Every line has its time.</summary>
internal sealed record LogQuery
{
    public bool Follow { get; init; }

    /// <summary>Whether the run before the present one is meant.</summary>
    public bool Previous { get; init; }

    /// <summary>The time from which lines are read, as RFC 3339; null for all.</summary>
    public string? Since { get; init; }

    /// <summary>How many of the last lines are read; null for all.</summary>
    public int? Tail { get; init; }

    /// <summary>How many bytes are read at most, from the first line on; null for all.</summary>
    public int? LimitBytes { get; init; }
}
