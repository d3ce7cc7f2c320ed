using Goji.Passes.Recording;
using Goji.Passes.Starting;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Ledger;

/// <summary>
/// What a pass knows of the open attempts: those of the repository, with what it has started and not recorded, and the claims that it
/// returns.
/// </summary>
internal sealed class KnownClaims
{
    /// <summary>Attempts of which more is known than is recorded.</summary>
    private readonly Dictionary<string, Attempt> unrecorded = [];

    /// <summary>Files whose claim is to be returned, with the claim and the reason.</summary>
    private readonly Dictionary<string, (Attempt Claim, string Reason)> putBack = [];

    /// <summary>Files whose claim this pass has taken back.</summary>
    private readonly HashSet<string> givenBack = [];

    /// <summary>Files of which a request to create got no answer: it may still arrive.</summary>
    private readonly HashSet<string> uncertain = [];

    /// <summary>Claimed files that were tried to start and are not started.</summary>
    private readonly HashSet<string> left = [];

    private (string Snapshot, IReadOnlyList<ProcessingFile> Processing, IReadOnlyList<ProcessingFile> Away)? read;

    /// <summary>What is known and not recorded, should the pass end now.</summary>
    public IReadOnlyList<FileUpdate> Unrecorded =>
        [.. unrecorded.Select(known => new FileUpdate(known.Key, known.Value, JobState.Processing))];

    public bool WasReturned(string path) => givenBack.Contains(path);

    public bool WasLeft(string path) => left.Contains(path);

    /// <summary>Why the claim of a file is to be returned; null where it is not, or where another runner has taken it over.</summary>
    public string? WhyPutBack(ProcessingFile file) =>
        putBack.TryGetValue(file.Path, out var returned) && file.Attempt is { } attempt && attempt.IsSameClaim(returned.Claim)
            ? returned.Reason
            : null;

    /// <summary>The files that a snapshot has in processing, with what is known of their attempts and not recorded.</summary>
    public IReadOnlyList<ProcessingFile> ProcessingIn(IRepositorySnapshot snapshot) => Overlay(Read(snapshot).Processing);

    /// <summary>The jobs of a snapshot with an open attempt whose file is not in processing.</summary>
    public IReadOnlyList<ProcessingFile> MovedAwayIn(IRepositorySnapshot snapshot) => Read(snapshot).Away;

    public IReadOnlyList<ProcessingFile> Overlay(IReadOnlyList<ProcessingFile> files) =>
        unrecorded.Count == 0 ? files : [.. files.Select(Overlay)];

    /// <summary>What to record about a file beyond what a poll has found; null where there is nothing.</summary>
    public FileUpdate? UpdateOf(ProcessingFile file) =>
        WhyPutBack(file) is { } reason ? new(file.Path, file.Attempt!, JobState.Queued) { Reason = reason }
        : unrecorded.TryGetValue(file.Path, out var attempt) ? new(file.Path, attempt, attempt.State)
        : null;

    /// <returns>Why the file is claimed and not started; null where it is started, or where its claim is returned.</returns>
    public string? Started(StartResult result)
    {
        var path = result.Order.File.Path;
        unrecorded[path] = result.Attempt;
        if (result.IsUncertain)
        {
            uncertain.Add(path);
        }

        var reason = result.Left ?? (uncertain.Contains(path) ? result.ReturnReason : null);
        if (reason is not null || result.IsUncertain)
        {
            left.Add(path);
        }

        if (reason is null && result.ReturnReason is not null)
        {
            putBack[path] = (result.Attempt, result.ReturnReason);
        }

        return reason;
    }

    public void Recorded(FileUpdate update)
    {
        unrecorded.Remove(update.Path);
        if (update is { To: JobState.Queued, IsAway: false })
        {
            putBack.Remove(update.Path);
            givenBack.Add(update.Path);
        }
    }

    /// <summary>Adds what the pass knows and has not recorded. The claim is the tip's: it may have been taken over meanwhile.</summary>
    private ProcessingFile Overlay(ProcessingFile file) =>
        unrecorded.TryGetValue(file.Path, out var known) && file.Attempt is { } attempt && attempt.Id == known.Id
            ? file with { Record = file.Record.With(attempt.Merge(known)) }
            : file;

    private (string Snapshot, IReadOnlyList<ProcessingFile> Processing, IReadOnlyList<ProcessingFile> Away) Read(
        IRepositorySnapshot snapshot)
    {
        if (read is not { } known || known.Snapshot != snapshot.Id)
        {
            read = known = (snapshot.Id, snapshot.ReadProcessing(), snapshot.ReadAway());
        }

        return known;
    }
}
