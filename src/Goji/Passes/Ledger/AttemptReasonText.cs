using Goji.Records;

namespace Goji.Passes.Ledger;

/// <summary>Describes why an attempt did not succeed.</summary>
internal static class AttemptReasonText
{
    /// <summary>The refusal, or one clause for each Job that failed or is unknown; empty where all is well.</summary>
    public static string Of(Attempt attempt) =>
        attempt.Refused ?? string.Join("; ", Unsuccessful(attempt).Select(Of));

    /// <summary>The reasons as single terms, such as <c>BackoffLimitExceeded</c>.</summary>
    public static string Words(Attempt attempt) => string.Join(", ", Unsuccessful(attempt).Select(run => run.Reason).Distinct());

    // A controller may leave a condition without a reason and a message.
    private static string Of(JobRun run) => string.Join(
        ": ", ((string?[])[$"Job {run}", run.Reason, run.Message]).Where(part => !string.IsNullOrEmpty(part)));

    private static IEnumerable<JobRun> Unsuccessful(Attempt attempt) =>
        attempt.Jobs.Where(run => run.Outcome is JobOutcome.Failed or JobOutcome.Unknown);
}
