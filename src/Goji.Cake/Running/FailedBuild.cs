using Cake.Core;
using Goji.Reporting;

namespace Goji.Cake.Running;

internal static class FailedBuild
{
    public static GojiReport ThrowIf(GojiFailBuildOn failBuildOn, GojiReport report)
    {
        var concerned = report.Jobs.Where(
            job => failBuildOn.HasFlag(FlagOf(job.Verdict)) && FlagOf(job.Verdict) != GojiFailBuildOn.Nothing).ToArray();
        if (concerned.Length == 0)
        {
            return report;
        }

        var opening = report.DryRun ? "This was a dry run; the pass would fail the build" : "The pass is done and pushed; the build fails";
        var lines = concerned.Select(job => $"\n{job.After.ToString().ToLowerInvariant()}/{job.File}: {ReasonOf(job)}");
        throw new CakeException(
            LogText.Disarm($"{opening}, as FailBuildOn ({failBuildOn}) asks, because of {Count(concerned.Length)}:{string.Concat(lines)}"));
    }

    private static GojiFailBuildOn FlagOf(JobState state) => state switch
    {
        JobState.Failed => GojiFailBuildOn.Failed,
        JobState.Unknown => GojiFailBuildOn.Unknown,
        JobState.Queued => GojiFailBuildOn.Held,
        _ => GojiFailBuildOn.Nothing,
    };

    private static string ReasonOf(JobReport job)
    {
        var reason = job.Reason.ReplaceLineEndings(" ").Trim();
        return reason.Length > 0 ? reason : "no reason is known.";
    }

    private static string Count(int jobs) => jobs == 1 ? "1 job" : $"{jobs} jobs";
}
