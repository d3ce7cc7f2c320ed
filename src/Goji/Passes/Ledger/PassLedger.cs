using Goji.Passes.Claiming;
using Goji.Passes.Deciding;
using Goji.Passes.Observing;
using Goji.Passes.Publishing;
using Goji.Passes.Recording;
using Goji.Passes.Starting;
using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Ledger;

/// <summary>
/// What a pass knows: the only state of a pass that changes. Each step takes values from it and returns values, which are entered here; the
/// report is derived from it.
/// </summary>
internal sealed class PassLedger(IGojiLog log, IReadOnlySet<string>? only = null) : IKnownFiles
{
    private readonly Dictionary<string, JobEntry> jobs = new(StringComparer.Ordinal);

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

    private readonly StartingOrder order = new();
    private readonly WarningList warnings = new(log);
    private (string Snapshot, IReadOnlyList<ProcessingFile> Processing, IReadOnlyList<ProcessingFile> Away)? read;

    /// <summary>The newest snapshot that the pass has seen or made.</summary>
    public IRepositorySnapshot Snapshot { get; private set; } = null!;

    /// <summary>What is known of each file, in ordinal order of their paths.</summary>
    public IEnumerable<JobEntry> Entries => jobs.Values.OrderBy(job => job.File, StringComparer.Ordinal);

    public IReadOnlyList<JobReport> Jobs
    {
        get
        {
            var positions = order.Positions();
            return [.. Entries.Select(entry => entry.ToReport(positions.TryGetValue(entry.File, out var position) ? position : null))];
        }
    }

    public IReadOnlyList<string> Warnings => warnings.Texts;

    public bool HasWork => jobs.Count > 0 || Away().Any();

    /// <summary>When the next held file starts or expires, by the API server's clock; null where none has such a time.</summary>
    public DateTimeOffset? NextDueAt => jobs.Values.Min(job => job.DueAt);

    /// <summary>Whether jobs have finished in this round while others were held: there may be room for those now.</summary>
    public bool MayStartMore { get; private set; }

    /// <summary>
    /// The files that this pass observes: those in processing, and those that were moved away with an open attempt. Claims that are about
    /// to be taken back are not looked at.
    /// </summary>
    public IReadOnlyList<ProcessingFile> Observable =>
    [
        .. ProcessingIn(Snapshot).Where(file => jobs.ContainsKey(file.Path) && WhyPutBack(file) is null),
        .. Away().Select(Overlay),
    ];

    /// <summary>What is known and not recorded, should the pass end now.</summary>
    public IReadOnlyList<FileUpdate> Unrecorded =>
        [.. unrecorded.Select(known => new FileUpdate(known.Key, known.Value, JobState.Processing))];

    public IReadOnlyList<ProcessingFile> ProcessingIn(IRepositorySnapshot snapshot)
    {
        var files = Read(snapshot).Processing;
        return unrecorded.Count == 0 ? files : [.. files.Select(Overlay)];
    }

    public IReadOnlyList<ProcessingFile> AwayIn(IRepositorySnapshot snapshot) => Read(snapshot).Away;

    public bool IsWanted(string path) => only?.Contains(path) ?? true;

    /// <summary>
    /// Whether a later poll of this pass can end the job. A pass that cancels also waits for the open attempt of a file that is queued
    /// again.
    /// </summary>
    public bool IsAwaited(JobEntry entry) =>
        entry.IsAwaited || (only is not null && entry.After == JobState.Queued && Away().Any(file => file.Path == entry.File));

    public bool MayLeaveQueue(string path) => jobs.ContainsKey(path) && !givenBack.Contains(path);

    public bool WasLeft(string path) => left.Contains(path);

    /// <summary>Enters the files that the pass is about: those that are queued or processing when it begins.</summary>
    public void Began(IRepositorySnapshot snapshot)
    {
        Snapshot = snapshot;
        foreach (var file in snapshot.List(JobState.Processing).Concat(snapshot.List(JobState.Queued)))
        {
            if (IsWanted(file.Path))
            {
                jobs.TryAdd(file.Path, new(file.Path, file.State, file.State));
            }
        }

        foreach (var file in only is null ? [] : Away())
        {
            jobs.TryAdd(file.Path, new(file.Path, JobState.Processing, JobState.Processing));
        }
    }

    public void Synced(IRepositorySnapshot snapshot) => Snapshot = snapshot;

    public void Claimed(Published<ClaimPlan> published)
    {
        Snapshot = published.Snapshot;
        order.Decided(published.Plan.Decisions.Where(decision => decision is Decision.Hold), published.Plan.Decisions);
        foreach (var decision in published.Plan.Decisions)
        {
            Decided(decision);
        }

        foreach (var (path, reason) in published.Plan.Left)
        {
            Set(path, JobState.Processing, reason);
        }

        warnings.Add(published.Plan.Left.OrderBy(claim => claim.Key, StringComparer.Ordinal)
            .Select(claim => PassWarning.NotStarted($"processing/{claim.Key}", claim.Value)));
    }

    public void Started(IReadOnlyList<StartResult> results)
    {
        var lefts = new List<PassWarning>();
        foreach (var result in results)
        {
            var path = result.Order.File.Path;
            unrecorded[path] = result.Attempt;
            if (result.IsUncertain)
            {
                uncertain.Add(path);
            }

            var reason = result.Left ?? (uncertain.Contains(path) ? result.BackToQueue : null);
            if (reason is not null || result.IsUncertain)
            {
                left.Add(path);
            }

            Set(path, JobState.Processing, reason ?? "", result.Attempt);
            if (reason is not null)
            {
                lefts.Add(PassWarning.NotStarted($"{result.Order.File}", reason));
            }
            else if (result.BackToQueue is not null)
            {
                putBack[path] = (result.Attempt, result.BackToQueue);
            }
        }

        warnings.Add(lefts);
    }

    public void Observed(Look look)
    {
        MayStartMore = false;
        foreach (var finding in look.Findings)
        {
            if (!finding.IsAway || IsFollowedAway(finding.Path))
            {
                jobs[finding.Path] = jobs[finding.Path].With(finding);
            }
        }

        warnings.Add(look.Findings.SelectMany(finding => finding.Warnings));
    }

    /// <summary>Returns what to record after a poll: what it found, claims to return, and what was started.</summary>
    public IReadOnlyList<FileUpdate> UpdatesAfter(Look look)
    {
        var updates = look.Findings.Where(finding => finding.IsNews)
            .Select(finding => new FileUpdate(finding.Path, finding.Attempt!, finding.Attempt!.State) { IsAway = finding.IsAway })
            .ToDictionary(update => update.Path);
        foreach (var file in ProcessingIn(Snapshot).Where(file => jobs.ContainsKey(file.Path)))
        {
            if (WhyPutBack(file) is { } reason)
            {
                updates[file.Path] = new(file.Path, file.Attempt!, JobState.Queued) { Reason = reason };
            }
            else if (unrecorded.TryGetValue(file.Path, out var attempt))
            {
                updates.TryAdd(file.Path, new(file.Path, attempt, attempt.State));
            }
        }

        return [.. updates.Values.OrderBy(update => update.Path, StringComparer.Ordinal)];
    }

    public void Recorded(Published<IReadOnlyList<FileUpdate>> published)
    {
        Snapshot = published.Snapshot;
        foreach (var update in published.Plan)
        {
            unrecorded.Remove(update.Path);
            if (update.IsAway)
            {
                PassLines.Closed(log, update);
                if (update.To != JobState.Processing && IsFollowedAway(update.Path))
                {
                    Set(update.Path, update.To, Reasons.Of(update.Attempt), update.Attempt);
                }
            }
            else if (update.To == JobState.Queued)
            {
                putBack.Remove(update.Path);
                givenBack.Add(update.Path);
                order.AddLast(update.Path);
                Set(update.Path, JobState.Queued, update.Reason);
                PassLines.GivenBack(log, update.Path, update.Reason);
            }
            else if (update.To != JobState.Processing)
            {
                Set(update.Path, update.To, Reasons.Of(update.Attempt), update.Attempt);
                PassLines.Finished(log, update);
            }
        }

        MayStartMore |= published.Plan.Any(update => update.To != JobState.Processing)
            && jobs.Values.Any(job => job.After == JobState.Queued && !givenBack.Contains(job.File));
    }

    public void Warn(PassWarning warning) => warnings.Add(warning);

    /// <summary>
    /// Enters the files that stay in processing although they have their verdict. A cluster that fails over one of them is not waited for:
    /// the verdict is known.
    /// </summary>
    public void Settled(SettleResult result)
    {
        foreach (var file in result.Stays.Where(file => jobs.ContainsKey(file.Path)))
        {
            var known = jobs[file.Path];
            jobs[file.Path] = known with { Reason = file.Reason, IsHopeless = known.IsHopeless || file.IsAnswered };
        }

        warnings.Add(result.Warnings);
    }

    /// <summary>Enters what would become of a file, for a preview.</summary>
    public void Foreseen(string path, JobState state, string reason, Attempt? attempt = null, DateTimeOffset? dueAt = null) =>
        Set(path, state, reason, attempt, dueAt);

    /// <summary>Enters the order in which files would start, for a preview.</summary>
    public void Foreseen(IReadOnlyList<Decision> decisions) =>
        order.Decided(decisions.Where(decision => decision is Decision.Hold or Decision.Claim), decisions);

    /// <summary>Why the claim of a file is to be returned; null where it is not, or where another runner has taken it over.</summary>
    private string? WhyPutBack(ProcessingFile file) =>
        putBack.TryGetValue(file.Path, out var returned) && file.Attempt is { } attempt && attempt.IsSameClaim(returned.Claim)
            ? returned.Reason
            : null;

    private IEnumerable<ProcessingFile> Away() => Read(Snapshot).Away.Where(file => IsWanted(file.Path));

    private bool IsFollowedAway(string path) => only is not null && jobs.GetValueOrDefault(path)?.After == JobState.Processing;

    private void Decided(Decision decision)
    {
        var path = decision.File.Path;
        var before = jobs.GetValueOrDefault(path);
        switch (decision)
        {
            case Decision.Claim:
                Set(path, JobState.Processing, "");
                break;

            case Decision.Reject reject:
                Set(path, JobState.Failed, reject.Reason);
                break;

            case Decision.Hold hold:
                Set(path, JobState.Queued, hold.Reason, dueAt: hold.DueAt);
                break;

            case Decision.Discard:
                jobs.Remove(path);
                break;
        }

        PassLines.Decided(log, decision, isNews: before?.Reason != jobs.GetValueOrDefault(path)?.Reason);
    }

    private (string Snapshot, IReadOnlyList<ProcessingFile> Processing, IReadOnlyList<ProcessingFile> Away) Read(
        IRepositorySnapshot snapshot)
    {
        if (read is not { } known || known.Snapshot != snapshot.Id)
        {
            read = known = (snapshot.Id, snapshot.ReadProcessing(), snapshot.ReadAway());
        }

        return known;
    }

    private void Set(string path, JobState after, string reason, Attempt? attempt = null, DateTimeOffset? dueAt = null)
    {
        var known = jobs.GetValueOrDefault(path) ?? new(path, after, after);
        jobs[path] = known with { After = after, Reason = reason, Attempt = attempt ?? known.Attempt, DueAt = dueAt };
    }

    /// <summary>Adds what the pass knows and has not recorded. The claim is the tip's: it may have been taken over meanwhile.</summary>
    private ProcessingFile Overlay(ProcessingFile file) =>
        unrecorded.TryGetValue(file.Path, out var known) && file.Attempt is { } attempt && attempt.Id == known.Id
            ? file with { Record = file.Record.With(attempt.Merge(known)) }
            : file;
}
