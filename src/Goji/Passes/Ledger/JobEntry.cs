using Goji.Passes.Observing;
using Goji.Records;

namespace Goji.Passes.Ledger;

/// <summary>What a pass knows of one job file.</summary>
/// <param name="File">The path below the state folder.</param>
/// <param name="Before">The state in which the pass found the file.</param>
/// <param name="After">The state that it has now.</param>
internal sealed record JobEntry(string File, JobState Before, JobState After)
{
    /// <summary>Why the file is where it is.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When time alone changes that, by the API server's clock; null where it does not.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The newest attempt; null where nothing is known of any.</summary>
    public Attempt? Attempt { get; init; }

    /// <summary>What was seen of its Jobs beyond the attempt.</summary>
    public IReadOnlyList<JobDetail> Details { get; init; } = [];

    /// <summary>Whether no later poll of this pass can find a verdict.</summary>
    public bool IsHopeless { get; init; }

    /// <summary>Whether another runner has finished it.</summary>
    public bool IsOfOther { get; init; }

    public bool IsAwaited => After == JobState.Processing && !IsHopeless;

    /// <summary>The entry after a poll. Pods stay known until a later poll reports others.</summary>
    public JobEntry With(Finding finding) => this with
    {
        Reason = finding.Reason ?? Reason,
        Attempt = finding.Reason is null ? Attempt : finding.Attempt ?? Attempt,
        IsHopeless = IsHopeless || finding.IsHopeless,
        Details = Details.Count == 0 ? finding.Details :
        [
            .. finding.Details,
            .. Details.Where(old => !finding.Details.Any(seen => seen.IsOf(old.Run))).Select(old => old with { Reason = "", Message = "" }),
        ],
    };

    /// <param name="position">The place of the file among those that start next.</param>
    public JobReport ToReport(int? position = null) => new()
    {
        File = File,
        Before = Before,
        After = After,
        Reason = Reason,
        Position = position,
        DueAt = DueAt,
        Jobs = [.. (Attempt?.Jobs ?? []).Select(Report)],
    };

    private KubernetesJobReport Report(JobRun run)
    {
        var detail = Details.FirstOrDefault(detail => detail.IsOf(run));
        var isJudged = run.Outcome is not null;
        return new()
        {
            Namespace = run.Namespace,
            Name = run.Name,
            Uid = run.Uid ?? "",
            State = run.State,
            StartedAt = run.StartedAt,
            FinishedAt = run.FinishedAt,
            Reason = (isJudged ? run.Reason : detail?.Reason) ?? "",
            Message = (isJudged ? run.Message : detail?.Message) ?? "",
            Pods = detail?.Pods ?? [],
        };
    }
}
