using Goji.Runs;

namespace Goji.Reconciling;

/// <summary>Gathers, file by file, what a pass reports.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, JobReport> jobs = new(StringComparer.Ordinal);
    private readonly List<string> warnings = [];
    private readonly HashSet<string> hopeless = [];

    public IReadOnlyList<JobReport> Jobs => [.. jobs.Values];

    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Whether a verdict is still to come for any file: one that no round of this pass can bring is not waited for.</summary>
    public bool IsAnyAwaited => jobs.Values.Any(job => job.After == JobState.Processing && !hopeless.Contains(job.File));

    public void GiveUp(string path) => hopeless.Add(path);

    public bool Knows(string path) => jobs.ContainsKey(path);

    /// <summary>Notes a file where the pass found it.</summary>
    public void Found(string path, JobState state)
    {
        if (!jobs.ContainsKey(path))
        {
            jobs.Add(path, new() { File = path, Before = state, After = state });
        }
    }

    /// <returns>Whether that is news.</returns>
    public bool Set(string path, JobState after, string reason, Attempt? attempt = null)
    {
        var known = jobs.GetValueOrDefault(path) ?? new() { File = path, Before = after, After = after };
        jobs[path] = known with
        {
            After = after,
            Reason = reason,
            Jobs = attempt is null ? known.Jobs : [.. attempt.Jobs.Select(run => Report(run, known))],
        };
        return known.After != after || known.Reason != reason;
    }

    /// <summary>Notes how a Job stands that has no verdict yet, or what the pods tell of one that has.</summary>
    public void Detail(string path, JobRun run, string reason, string message, IReadOnlyList<PodReport> pods)
    {
        var known = jobs[path];
        jobs[path] = known with
        {
            Jobs = [.. known.Jobs.Select(job => job.Namespace == run.Namespace && job.Name == run.Name ? job with { Reason = reason, Message = message, Pods = pods } : job)],
        };
    }

    public void Remove(string path) => jobs.Remove(path);

    public void Warn(string warning)
    {
        if (!warnings.Contains(warning))
        {
            warnings.Add(warning);
        }
    }

    private static KubernetesJobReport Report(JobRun run, JobReport known) => new()
    {
        Namespace = run.Namespace,
        Name = run.Name,
        Uid = run.Uid ?? "",
        State = run.Outcome ?? JobState.Processing,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Reason = run.Reason ?? "",
        Message = run.Message ?? "",
        Pods = known.Jobs.FirstOrDefault(job => job.Namespace == run.Namespace && job.Name == run.Name)?.Pods ?? [],
    };
}
