using Goji.Passes.Deciding;
using Goji.Passes.Observing;
using Goji.Records;

namespace Goji.Passes.Ledger;

/// <summary>The job files that a pass is about, with what it knows of each, and the order in which those that wait start.</summary>
internal sealed class JobEntries
{
    private readonly Dictionary<string, JobEntry> jobs = new(StringComparer.Ordinal);
    private readonly StartingOrder order = new();

    public int Count => jobs.Count;

    /// <summary>All entries, in ordinal order of their paths.</summary>
    public IEnumerable<JobEntry> All => jobs.Values.OrderBy(job => job.File, StringComparer.Ordinal);

    /// <summary>Some of the entries, in ordinal order of their paths.</summary>
    public IReadOnlyList<JobEntry> Of(Func<JobEntry, bool> isMeant) =>
        [.. jobs.Values.Where(isMeant).OrderBy(job => job.File, StringComparer.Ordinal)];

    /// <summary>The files that are in the queue.</summary>
    public IEnumerable<JobEntry> Queued => jobs.Values.Where(job => job.After == JobState.Queued);

    /// <summary>When the next held file starts or expires, by the API server's clock; null where none has such a time.</summary>
    public DateTimeOffset? NextDueAt => jobs.Values.Min(job => job.DueAt);

    public bool Contains(string path) => jobs.ContainsKey(path);

    public JobState? StateOf(string path) => jobs.GetValueOrDefault(path)?.After;

    /// <summary>Enters a file, unless it is known.</summary>
    public void Add(string path, JobState state) => jobs.TryAdd(path, new(path, state, state));

    public void Set(string path, JobState after, string reason, Attempt? attempt = null, DateTimeOffset? dueAt = null)
    {
        var known = jobs.GetValueOrDefault(path) ?? new(path, after, after);
        jobs[path] = known with { After = after, Reason = reason, Attempt = attempt ?? known.Attempt, DueAt = dueAt };
    }

    /// <summary>Enters a file that has returned to the queue.</summary>
    public void Return(string path, string reason)
    {
        order.AddLast(path);
        Set(path, JobState.Queued, reason);
    }

    /// <summary>Enters a file that another runner has claimed.</summary>
    public void ClaimedElsewhere(string path) => jobs[path] = jobs[path] with { After = JobState.Processing };

    /// <summary>Enters a file that another runner has finished.</summary>
    public void FinishedElsewhere(string path, JobState state, Attempt attempt)
    {
        Set(path, state, AttemptReasonText.Of(attempt), attempt);
        jobs[path] = jobs[path] with { IsOfOther = true };
    }

    public void Observed(Finding finding) => jobs[finding.Path] = jobs[finding.Path].With(finding);

    /// <summary>Enters why a file stays in processing although it has its verdict.</summary>
    public void Stays(string path, string reason, bool isHopeless)
    {
        var known = jobs[path];
        jobs[path] = known with { Reason = reason, IsHopeless = known.IsHopeless || isHopeless };
    }

    /// <returns>Whether the reason is another one than before.</returns>
    public bool Decided(Decision decision)
    {
        var path = decision.File.Path;
        var before = jobs.GetValueOrDefault(path)?.Reason;
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

        return before != jobs.GetValueOrDefault(path)?.Reason;
    }

    /// <summary>Enters why files stay queued that the pass had no time for.</summary>
    public void OutOfTime()
    {
        foreach (var entry in Queued.Where(entry => entry.Reason.Length == 0).ToList())
        {
            Set(entry.File, JobState.Queued, "The time to wait was over before the job could be started.", entry.Attempt, entry.DueAt);
        }
    }

    /// <summary>Enters the order of the files that wait.</summary>
    /// <param name="decisions">All decisions of the same moment.</param>
    /// <param name="isWaiting">Whether a decision is about a file that waits.</param>
    public void Order(IReadOnlyList<Decision> decisions, Func<Decision, bool> isWaiting) =>
        order.Decided(decisions.Where(isWaiting), decisions);

    public IReadOnlyList<JobReport> ToReports()
    {
        var positions = order.Positions();
        return [.. All.Select(entry => entry.ToReport(positions.TryGetValue(entry.File, out var position) ? position : null))];
    }
}
