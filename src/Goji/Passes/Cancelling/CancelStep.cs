using System.Collections.Concurrent;
using Goji.Model;
using Goji.Passes.Auditing;
using Goji.Passes.Observing;
using Goji.Passes.Recording;
using Goji.Ports;

namespace Goji.Passes.Cancelling;

/// <summary>
/// Carries out the requests to cancel jobs in processing: ends those of their Jobs that a look has found without verdict.
/// </summary>
internal sealed class CancelStep(PassContext context, ICluster cluster, PassLogs logs, JobAudit audit)
{
    /// <param name="look">What was found.</param>
    /// <param name="snapshot">The snapshot with the requests.</param>
    /// <param name="repositoryId">The repository's id.</param>
    /// <param name="cancellationToken">Ends the step.</param>
    /// <returns>The look with what has come of the cancels, and whether a Job has changed so that another look is needed.</returns>
    public async Task<(PollResult PollResult, bool HasChanged)> RunAsync(
        PollResult look, IRepositorySnapshot snapshot, string repositoryId, CancellationToken cancellationToken)
    {
        if (look.Findings.All(finding => finding.ToCancel.Count == 0))
        {
            return (look, false);
        }

        using var activity = Telemetry.Begin("goji.cancel");
        var rule = new OwnershipRule(context.Options, context.Policy, repositoryId);
        var canceller = new JobCanceller(context, cluster, logs, rule, audit, snapshot);
        var done = new ConcurrentBag<(Finding Finding, bool HasChanged)>();
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, context.Options.Parallelism),
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(look.Findings, parallel, async (finding, token) =>
            done.Add(finding.ToCancel.Count == 0 ? (finding, false) : await CancelAsync(canceller, finding, token)));
        return (
            look with { Findings = [.. done.Select(item => item.Finding).OrderBy(finding => finding.Path, StringComparer.Ordinal)] },
            done.Any(item => item.HasChanged));
    }

    private static async Task<(Finding Finding, bool HasChanged)> CancelAsync(
        JobCanceller canceller, Finding finding, CancellationToken cancellationToken)
    {
        var attempt = finding.Attempt!;
        var results = await Task.WhenAll(
            finding.ToCancel.Select(order => canceller.CancelAsync(finding.Path, attempt, order, cancellationToken)));
        var runs = attempt.Jobs.Select(
            run => results.FirstOrDefault(result => result.Run.Namespace == run.Namespace && result.Run.Name == run.Name)?.Run
                ?? run).ToList();
        var reasons = results.Where(result => result.Reason.Length > 0).ToList();
        var closed = results.Where(result => result.Run.Outcome is not null || result.Pods.Count > 0);
        return (
            finding with
            {
                Attempt = attempt with { Jobs = runs },
                Reason = string.Join(' ', reasons.Select(result => result.Reason)),
                IsChange = finding.IsChange || !runs.SequenceEqual(attempt.Jobs),
                ToCancel = [],
                Details =
                [
                    .. finding.Details.Where(detail => !closed.Any(result => detail.IsOf(result.Run))),
                    .. closed.Select(result => new JobDetail(result.Run, result.Run.Reason ?? "", result.Run.Message ?? "", result.Pods)),
                ],
                Warnings = [.. finding.Warnings, .. reasons.Where(result => result.IsObstacle).Select(
                    result => new PassWarning(result.Reason))],
            },
            results.Any(result => result.HasChanged));
    }
}
