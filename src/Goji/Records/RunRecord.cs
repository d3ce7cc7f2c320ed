namespace Goji.Records;

/// <summary>The history of a job: its attempts, newest last. It is in <c>.goji/runs/</c> under the job's own path.</summary>
internal sealed record RunRecord(IReadOnlyList<Attempt> Attempts)
{
    /// <summary>How many attempts a record keeps; older ones are in the git history.</summary>
    public const int MaxAttempts = 100;

    public static RunRecord Empty { get; } = new([]);

    public Attempt? Newest => Attempts.Count > 0 ? Attempts[^1] : null;

    public static string PathOf(string jobPath) => $".goji/runs/{jobPath}";

    /// <summary>The record with an attempt in the place of the one with its id, or as the newest where there is none.</summary>
    public RunRecord With(Attempt attempt) => Find(attempt.Id) is null
        ? new([.. Attempts.TakeLast(MaxAttempts - 1), attempt])
        : new([.. Attempts.Select(known => known.Id == attempt.Id ? attempt : known)]);

    public Attempt? Find(string runId) => Attempts.FirstOrDefault(attempt => attempt.Id == runId);
}
