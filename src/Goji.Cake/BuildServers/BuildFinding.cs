using System.Text.RegularExpressions;
using Cake.Core;
using Goji.Reporting;

namespace Goji.Cake.BuildServers;

/// <summary>
/// One thing that a person should know of. Its texts are single lines without anything that a build system would take for a command.
/// </summary>
/// <param name="IsError">Whether a job failed; everything else is a warning.</param>
/// <param name="FailsBuild">Whether the build fails for it: see <see cref="GojiSettings.FailBuildOn"/>.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Text">The reason.</param>
/// <param name="File">The job file on disk; null where it is about none.</param>
internal sealed partial record BuildFinding(bool IsError, bool FailsBuild, string Title, string Text, string? File)
{
    public static IReadOnlyList<BuildFinding> From(ICakeContext context, GojiReport report, string directory, GojiFailBuildOn failBuildOn)
    {
        var jobs = report.Jobs
            .Where(
                job =>
                    job.Verdict is JobState.Failed or JobState.Unknown
                        || (job.Verdict == JobState.Queued && failBuildOn.HasFlag(GojiFailBuildOn.Held)))
            .Select(job => new BuildFinding(
                job.Verdict == JobState.Failed,
                failBuildOn.HasFlag(FlagOf(job.Verdict)),
                Line($"{job.File} {TitleOf(job.Verdict)}"),
                Line(Reason(job)),
                JobLocation.Of(context, directory, job, report.DryRun)));
        var warnings = report.Warnings.Select(warning => new BuildFinding(false, false, "Goji", Line(warning), null));
        return [.. jobs.Concat(warnings).OrderByDescending(finding => finding.IsError)];
    }

    private static string Reason(JobReport job)
    {
        var sentence = job.Jobs.SelectMany(run => run.Pods).Select(pod => pod.Sentence).FirstOrDefault() ?? "";
        return job.Reason.Length + sentence.Length > 0 ? $"{job.Reason} {sentence}" : "No reason is known.";
    }

    private static string TitleOf(JobState state) => state switch
    {
        JobState.Failed => "failed",
        JobState.Unknown => "is unknown",
        _ => "is held",
    };

    private static GojiFailBuildOn FlagOf(JobState state) => state switch
    {
        JobState.Failed => GojiFailBuildOn.Failed,
        JobState.Unknown => GojiFailBuildOn.Unknown,
        _ => GojiFailBuildOn.Held,
    };

    private static string Line(string text) => LogText.Disarm(WhiteSpace().Replace(LogText.Disarm(text), " ").Trim());

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
