namespace Goji.Records;

/// <summary>
/// The open work that the files alone do not show: <c>.goji/open.yaml</c>. It lists the jobs with an attempt without
/// verdict, so that the attempt is found wherever a person moves the file, and the claims that were returned, or renewed without success,
/// so that not every pass repeats them. It is an index: what it lacks is found again, and version 1.0.0 does without it.
/// </summary>
/// <param name="Files">The paths of jobs with an attempt that is not closed, in ordinal order.</param>
/// <param name="Returns">The claims that were returned or renewed, by the job's path.</param>
internal sealed record OpenWork(IReadOnlyList<string> Files, IReadOnlyList<ClaimReturn> Returns)
{
    public const string Path = ".goji/open.yaml";

    public static OpenWork None { get; } = new([], []);

    /// <summary>
    /// The groups of the open files at their claims, for those that have any. A file that is deleted or edited while its Job runs
    /// stays in them until its attempt is closed.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    public bool IsEmpty => Files.Count == 0 && Returns.Count == 0;

    public IReadOnlyList<string> GroupsOf(string file) => Groups.TryGetValue(file, out var groups) ? groups : [];

    public bool Equals(OpenWork? other) => other is not null
        && Files.SequenceEqual(other.Files)
        && Returns.SequenceEqual(other.Returns)
        && Groups.Count == other.Groups.Count
        && Groups.All(entry => entry.Value.SequenceEqual(other.GroupsOf(entry.Key)));

    public override int GetHashCode() => HashCode.Combine(Files.Count, Returns.Count);
}
