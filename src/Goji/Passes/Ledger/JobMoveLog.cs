using Goji.Passes.Deciding;
using Goji.Passes.Recording;

namespace Goji.Passes.Ledger;

/// <summary>Logs one line for each change of a job file.</summary>
internal static class JobMoveLog
{
    public static void Decided(IGojiLog log, Decision decision, bool isNews)
    {
        var file = decision.File;
        switch (decision)
        {
            case Decision.Claim claim:
                log.Write(
                    GojiLogLevel.Information, "{0} -> processing: {1}", file, string.Join(
                        ", ", claim.Prepared.Jobs.Select(job => $"Job {job.Namespace}/{job.Name}")));
                break;

            case Decision.Reject reject:
                log.Write(GojiLogLevel.Information, "{0} -> failed ({1})", file, reject.Word);
                break;

            case Decision.Hold hold when isNews:
                log.Write(GojiLogLevel.Verbose, "{0} is held: {1}", file, hold.Reason);
                break;

            case Decision.Discard discard:
                log.Write(GojiLogLevel.Information, "{0} dropped: {1} has the same path.", file, discard.Finished);
                break;
        }
    }

    public static void ClaimReturned(IGojiLog log, string path, string reason) =>
        log.Write(GojiLogLevel.Information, "processing/{0} -> queued: {1}", path, reason);

    /// <summary>An attempt has ended whose file was moved out of processing.</summary>
    public static void Closed(IGojiLog log, FileUpdate update)
    {
        if (update.To != JobState.Processing)
        {
            log.Write(
                GojiLogLevel.Information,
                "{0}: the attempt that was left open has ended: {1}{2}",
                update.Path,
                update.To.ToString().ToLowerInvariant(),
                AttemptReasonText.Words(update.Attempt) is { Length: > 0 } words ? $" ({words})" : "");
        }
    }

    /// <summary>The reasons are single terms here; the report has sentences.</summary>
    public static void Finished(IGojiLog log, FileUpdate update) => log.Write(
        GojiLogLevel.Information,
        "processing/{0} -> {1}{2}",
        update.Path,
        update.To.ToString().ToLowerInvariant(),
        AttemptReasonText.Words(update.Attempt) is { Length: > 0 } words ? $" ({words})" : "");
}
