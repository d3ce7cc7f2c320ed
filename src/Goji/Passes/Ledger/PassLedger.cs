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
    private readonly JobEntries jobs = new();
    private readonly KnownClaims claims = new();
    private readonly WarningList warnings = new(log);

    /// <summary>The newest snapshot that the pass has seen or made.</summary>
    public IRepositorySnapshot Snapshot { get; private set; } = null!;

    /// <summary>What is known of each file, in ordinal order of their paths.</summary>
    public IEnumerable<JobEntry> Entries => jobs.All;

    public IReadOnlyList<JobReport> Jobs => jobs.ToReports();

    public IReadOnlyList<string> Warnings => warnings.Texts;

    public bool HasWork => jobs.Count > 0 || Away().Any();

    /// <summary>When the next held file starts or expires, by the API server's clock; null where none has such a time.</summary>
    public DateTimeOffset? NextDueAt => jobs.NextDueAt;

    /// <summary>Whether jobs have finished in this round while others were held: there may be room for those now.</summary>
    public bool MayStartMore { get; private set; }

    /// <summary>
    /// The files that this pass observes: those in processing, and those that were moved away with an open attempt. Claims that are about
    /// to be taken back are not looked at.
    /// </summary>
    public IReadOnlyList<ProcessingFile> Observable =>
    [
        .. ProcessingIn(Snapshot).Where(file => jobs.Contains(file.Path) && claims.WhyPutBack(file) is null),
        .. claims.Overlay([.. Away()]),
    ];

    /// <summary>What is known and not recorded, should the pass end now.</summary>
    public IReadOnlyList<FileUpdate> Unrecorded => claims.Unrecorded;

    public IReadOnlyList<ProcessingFile> ProcessingIn(IRepositorySnapshot snapshot) => claims.ProcessingIn(snapshot);

    public IReadOnlyList<ProcessingFile> MovedAwayIn(IRepositorySnapshot snapshot) => claims.MovedAwayIn(snapshot);

    public bool IsWanted(string path) => only?.Contains(path) ?? true;

    /// <summary>
    /// Whether a later poll of this pass can end the job. A pass that cancels also waits for the open attempt of a file that is queued
    /// again.
    /// </summary>
    public bool IsAwaited(JobEntry entry) =>
        entry.IsAwaited || (only is not null && entry.After == JobState.Queued && Away().Any(file => file.Path == entry.File));

    public bool MayLeaveQueue(string path) => jobs.Contains(path) && !claims.WasReturned(path);

    public bool WasLeft(string path) => claims.WasLeft(path);

    /// <summary>Enters the files that the pass is about: those that are queued or processing when it begins.</summary>
    public void Began(IRepositorySnapshot snapshot)
    {
        Snapshot = snapshot;
        foreach (var file in snapshot.List(JobState.Processing).Concat(snapshot.List(JobState.Queued)))
        {
            if (IsWanted(file.Path))
            {
                jobs.Add(file.Path, file.State);
            }
        }

        foreach (var file in only is null ? [] : Away())
        {
            jobs.Add(file.Path, JobState.Processing);
        }
    }

    public void Synced(IRepositorySnapshot snapshot)
    {
        Snapshot = snapshot;
        FollowOthers();
    }

    public void Claimed(Published<ClaimPlan> published)
    {
        Snapshot = published.Snapshot;
        jobs.Order(published.Plan.Decisions, decision => decision is Decision.Hold);
        foreach (var decision in published.Plan.Decisions)
        {
            JobMoveLog.Decided(log, decision, isNews: jobs.Decided(decision));
        }

        foreach (var (path, reason) in published.Plan.Left)
        {
            jobs.Set(path, JobState.Processing, reason);
        }

        FollowOthers();
        warnings.Add(published.Plan.Left.OrderBy(claim => claim.Key, StringComparer.Ordinal)
            .Select(claim => PassWarning.NotStarted($"processing/{claim.Key}", claim.Value)));
    }

    public void Started(IReadOnlyList<StartResult> results)
    {
        var lefts = new List<PassWarning>();
        foreach (var result in results)
        {
            var reason = claims.Started(result);
            jobs.Set(result.Order.File.Path, JobState.Processing, reason ?? "", result.Attempt);
            if (reason is not null)
            {
                lefts.Add(PassWarning.NotStarted($"{result.Order.File}", reason));
            }
        }

        warnings.Add(lefts);
    }

    public void Observed(PollResult look)
    {
        MayStartMore = false;
        foreach (var finding in look.Findings)
        {
            if (!finding.IsAway || IsFollowedAway(finding.Path))
            {
                jobs.Observed(finding);
            }
        }

        warnings.Add(look.Findings.SelectMany(finding => finding.Warnings));
    }

    /// <summary>Returns what to record after a poll: what it found, claims to return, and what was started.</summary>
    public IReadOnlyList<FileUpdate> UpdatesAfter(PollResult look)
    {
        var updates = look.Findings.Where(finding => finding.IsChange)
            .Select(finding => new FileUpdate(finding.Path, finding.Attempt!, finding.Attempt!.State) { IsAway = finding.IsAway })
            .ToDictionary(update => update.Path);
        var own = ProcessingIn(Snapshot).Where(file => jobs.Contains(file.Path)).Select(claims.UpdateOf).OfType<FileUpdate>();
        foreach (var update in own.Where(update => update.To == JobState.Queued || !updates.ContainsKey(update.Path)))
        {
            updates[update.Path] = update;
        }

        return [.. updates.Values.OrderBy(update => update.Path, StringComparer.Ordinal)];
    }

    public void Recorded(Published<IReadOnlyList<FileUpdate>> published)
    {
        Snapshot = published.Snapshot;
        foreach (var update in published.Plan)
        {
            Recorded(update);
        }

        FollowOthers();
        MayStartMore |= published.Plan.Any(update => update.To != JobState.Processing)
            && jobs.Queued.Any(job => !claims.WasReturned(job.File));
    }

    /// <summary>Enters why files stay queued that the pass had no time for.</summary>
    public void OutOfTime() => jobs.OutOfTime();

    public void Warn(PassWarning warning) => warnings.Add(warning);

    /// <summary>
    /// Enters the files that stay in processing although they have their verdict. A cluster that fails over one of them is not waited for:
    /// the verdict is known.
    /// </summary>
    public void CleanedUp(CleanupResult result)
    {
        foreach (var file in result.Stays.Where(file => jobs.Contains(file.Path)))
        {
            jobs.Stays(file.Path, file.Reason, isHopeless: file.IsAnswered);
        }

        warnings.Add(result.Warnings);
    }

    /// <summary>Enters what would become of a file, for a preview.</summary>
    public void Previewed(string path, JobState state, string reason, Attempt? attempt = null, DateTimeOffset? dueAt = null) =>
        jobs.Set(path, state, reason, attempt, dueAt);

    /// <summary>Enters the order in which files would start, for a preview.</summary>
    public void Previewed(IReadOnlyList<Decision> decisions) =>
        jobs.Order(decisions, decision => decision is Decision.Hold or Decision.Claim);

    /// <summary>
    /// Enters what other runners did with the files of this pass: one that another runner has claimed is waited for as the pass's own, and
    /// one that it has finished is waited for no longer. What people do with files is not followed: their Jobs are.
    /// </summary>
    private void FollowOthers()
    {
        if (only is not null)
        {
            return;
        }

        var queued = PathsOf(JobState.Queued);
        var processing = PathsOf(JobState.Processing);
        foreach (var entry in jobs.Of(IsGone))
        {
            if (processing.Contains(entry.File))
            {
                jobs.ClaimedElsewhere(entry.File);
            }
            else if (Snapshot.FindFinished(entry.File) is ({ } file, { } attempt))
            {
                jobs.FinishedElsewhere(entry.File, file.State, attempt);
                JobMoveLog.Finished(log, new(entry.File, attempt, file.State));
            }
        }

        HashSet<string> PathsOf(JobState state) => [.. Snapshot.List(state).Select(file => file.Path)];

        bool IsGone(JobEntry job) => job.After switch
        {
            JobState.Queued => !queued.Contains(job.File),
            JobState.Processing => !processing.Contains(job.File),
            _ => false,
        };
    }

    private IEnumerable<ProcessingFile> Away() => claims.MovedAwayIn(Snapshot).Where(file => IsWanted(file.Path));

    private bool IsFollowedAway(string path) => only is not null && jobs.StateOf(path) == JobState.Processing;

    private void Recorded(FileUpdate update)
    {
        claims.Recorded(update);
        switch (update)
        {
            case { IsAway: true }:
                JobMoveLog.Closed(log, update);
                if (update.To != JobState.Processing && IsFollowedAway(update.Path))
                {
                    jobs.Set(update.Path, update.To, AttemptReasonText.Of(update.Attempt), update.Attempt);
                }

                break;

            case { To: JobState.Queued }:
                jobs.Return(update.Path, update.Reason);
                JobMoveLog.ClaimReturned(log, update.Path, update.Reason);
                break;

            case { To: not JobState.Processing }:
                jobs.Set(update.Path, update.To, AttemptReasonText.Of(update.Attempt), update.Attempt);
                JobMoveLog.Finished(log, update);
                break;
        }
    }
}
