namespace Goji.Records;

/// <summary>An attempt whose outcome has not been reported to everybody yet.</summary>
/// <param name="File">The job's path.</param>
/// <param name="RunId">The run id of the attempt.</param>
/// <param name="Commit">The commit that queued the file.</param>
internal sealed record OpenAnswer(string File, string RunId, string Commit)
{
    /// <summary>The last status that was reported, as far as it was known when the file was written; null for none.</summary>
    public string? Status { get; init; }
}
