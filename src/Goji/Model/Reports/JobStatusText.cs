namespace Goji.Model;

/// <summary>Describes the state of a processing job briefly.</summary>
internal static class JobStatusText
{
    /// <summary>The reason alone for a stuck Job: the warning has the details, with a time that would make every line a new one.</summary>
    public static string Of(JobReport job)
    {
        var running = job.Jobs.Where(each => each.State == JobState.Processing && each.Message.Length > 0);
        var standing = string.Join(" ", running.Select(each => Name(job, each) + (each.Pods.Count > 0 ? $"{each.Reason}." : each.Message)));
        return standing.Length > 0 ? standing : job.Reason.Length > 0 ? job.Reason : "waiting for the Job's end.";
    }

    /// <summary>Whether two reports show the same about all jobs, apart from times.</summary>
    public static bool AreSame(GojiReport before, GojiReport after) =>
        before.Jobs.Select(Key).SequenceEqual(after.Jobs.Select(Key), StringComparer.Ordinal);

    private static string Key(JobReport job) =>
        string.Join('\0', job.Jobs.Select(each => $"{each.Uid}\0{each.State}\0{each.Reason}")
            .Prepend($"{job.File}\0{job.Before}\0{job.After}\0{Of(job)}"));

    /// <summary>Of several Jobs in a file each sentence needs its subject.</summary>
    private static string Name(JobReport file, KubernetesJobReport job) => file.Jobs.Count > 1 ? $"{job.Namespace}/{job.Name}: " : "";
}
