namespace Goji.Records;

/// <summary>An attempt whose outcome has not been reported to everybody yet.</summary>
/// <param name="File">The job's path.</param>
/// <param name="RunId">The run id of the attempt.</param>
/// <param name="Commit">The commit that queued the file.</param>
internal sealed record PendingNotification(string File, string RunId, string Commit)
{
    /// <summary>The channel of commit statuses.</summary>
    public const string StatusChannel = "status";

    /// <summary>Nothing is reported yet.</summary>
    public static IReadOnlyDictionary<string, string> NothingReported { get; } = new Dictionary<string, string>();

    /// <summary>
    /// What was reported last, as far as it was known when the file was written: words by channel, such as <c>ops=failure,
    /// status=success</c>; null for nothing.
    /// </summary>
    public string? Reported { get; init; }

    /// <summary>The states that were reported last, by channel.</summary>
    public IReadOnlyDictionary<string, string> Words => Reported is null ? NothingReported
        : Reported.Split(", ")
            .Select(item => item.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0])
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>The entry with more reports.</summary>
    public PendingNotification With(IEnumerable<KeyValuePair<string, string>> words)
    {
        var all = new SortedDictionary<string, string>(Words.ToDictionary(), StringComparer.Ordinal);
        foreach (var (channel, word) in words)
        {
            all[channel] = word;
        }

        return this with { Reported = all.Count == 0 ? null : string.Join(", ", all.Select(item => $"{item.Key}={item.Value}")) };
    }

    /// <summary>Whether a state is that of a finished attempt.</summary>
    public static bool IsFinal(string? word) => word is "success" or "failure" or "error";
}
