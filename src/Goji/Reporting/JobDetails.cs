namespace Goji.Reporting;

/// <summary>All that is known about why a job is where it is, as lines: Jobs, what their pods show, and the ends of their logs.</summary>
internal static class JobDetails
{
    /// <summary>The mark before a line of a log, so that it is not taken for Goji's own words.</summary>
    public const string LogMark = "| ";

    /// <summary>Whether a person may have to act: the job did not succeed, or one of its Jobs is stuck.</summary>
    public static bool IsInTrouble(JobReport job) =>
        job.Verdict is JobState.Failed or JobState.Unknown
            || job.Jobs.Any(
                each => (each.Pods.Count > 0 && each.State != JobState.Succeeded) || each.State is JobState.Failed or JobState.Unknown);

    /// <summary>Why a file is where it is, or what its Jobs wait for; empty for neither.</summary>
    public static string Reason(JobReport job) => job.Reason.Length > 0
        ? job.Reason
        : string.Join(
            " ", job.Jobs.Where(each => each is { State: JobState.Processing, Reason.Length: > 0 }).Select(each => Waits(job, each)));

    private static string Waits(JobReport file, KubernetesJobReport job) =>
        (file.Jobs.Count > 1 ? $"Job {job.Namespace}/{job.Name}: " : "") + (job.Message.Length > 0 ? job.Message : job.Reason);

    public static IEnumerable<string> Of(JobReport job, DateTimeOffset now)
    {
        // The reason of a job that failed in the cluster is put together from its Jobs' reasons.
        if (job.Reason.Length > 0
            && !job.Jobs.Any(each => each.Message.Length > 0 && job.Reason.Contains(each.Message, StringComparison.Ordinal)))
        {
            yield return PlainText.Line(job.Reason);
        }

        foreach (var line in job.Jobs.SelectMany(each => Of(each, now)))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Of(KubernetesJobReport job, DateTimeOffset now)
    {
        yield return Headline(job, now);
        if (job.Message.Length > 0)
        {
            yield return "  " + PlainText.Line(job.Message);
        }

        // The last lines of a Job that has succeeded are for the page of the history alone.
        foreach (var pod in job.State == JobState.Succeeded ? [] : job.Pods)
        {
            if (!job.Message.Contains(pod.Sentence, StringComparison.Ordinal))
            {
                yield return "  " + PlainText.Line(pod.Sentence);
            }

            foreach (var line in pod.Log)
            {
                yield return "    " + LogMark + PlainText.Lines(line).Replace('\n', ' ');
            }
        }
    }

    /// <summary><c>Job default/migrate failed after 1m 12s: BackoffLimitExceeded</c>.</summary>
    public static string Headline(KubernetesJobReport job, DateTimeOffset now)
    {
        var time = JobTimes.Text(JobTimes.Duration(job, now));
        var state = job.State switch
        {
            JobState.Processing => job.StartedAt is null ? "is not started yet" : $"has been running for {time}",
            JobState.Unknown => "is unknown",
            _ => time.Length > 0 ? $"{job.State.Word()} after {time}" : job.State.Word(),
        };
        return PlainText.Line($"Job {job.Namespace}/{job.Name} {state}{(job.Reason.Length > 0 ? ": " + job.Reason : "")}");
    }
}
