namespace Goji.Records;

/// <summary>The line of a commit message about one job file.</summary>
/// <param name="Path">The path below the state folder.</param>
/// <param name="Event">What happened, in a word or two: <c>succeeded</c>, <c>claim renewed</c>.</param>
internal sealed record CommitLine(string Path, string Event)
{
    /// <summary>The reason, such as <c>BackoffLimitExceeded</c>; empty for none.</summary>
    public string Word { get; init; } = "";

    /// <summary>Why, in a sentence; empty where it needs none.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The run id of the attempt; empty where there is none.</summary>
    public string RunId { get; init; } = "";
}
