using Goji.Ports;
using Goji.Records;

namespace Goji.Passes;

/// <summary>Gathers, file by file, what a pass reports. Parts of a pass that work side by side share it.</summary>
internal sealed class Tally(IGojiLog log)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, JobReport> jobs = new(StringComparer.Ordinal);
    private readonly List<string> warnings = [];
    private readonly HashSet<string> told = [];
    private readonly HashSet<string> hopeless = [];

    /// <summary>What is known of each file, in ordinal order of their paths.</summary>
    public IReadOnlyList<JobReport> Jobs
    {
        get
        {
            lock (gate)
            {
                return [.. jobs.Values.OrderBy(job => job.File, StringComparer.Ordinal)];
            }
        }
    }

    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (gate)
            {
                return [.. warnings];
            }
        }
    }

    public bool Knows(string path)
    {
        lock (gate)
        {
            return jobs.ContainsKey(path);
        }
    }

    /// <summary>Whether a verdict of a file is still to come. One that no round of this pass can bring is not waited for.</summary>
    public bool IsAwaited(JobReport job)
    {
        lock (gate)
        {
            return job.After == JobState.Processing && !hopeless.Contains(job.File);
        }
    }

    public void GiveUp(string path)
    {
        lock (gate)
        {
            hopeless.Add(path);
        }
    }

    /// <summary>Notes a file where the pass found it.</summary>
    public void Found(string path, JobState state)
    {
        lock (gate)
        {
            jobs.TryAdd(path, new() { File = path, Before = state, After = state });
        }
    }

    /// <returns>Whether that is news.</returns>
    public bool Set(string path, JobState after, string reason, Attempt? attempt = null)
    {
        lock (gate)
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
    }

    /// <summary>Notes how a Job stands that has no verdict yet, or what the pods tell of one that has.</summary>
    public void Detail(string path, JobRun run, string reason, string message, IReadOnlyList<PodReport> pods)
    {
        lock (gate)
        {
            var known = jobs[path];
            jobs[path] = known with
            {
                Jobs = [.. known.Jobs.Select(job => IsOf(job, run) ? job with { Reason = reason, Message = message, Pods = pods } : job)],
            };
        }
    }

    public void Remove(string path)
    {
        lock (gate)
        {
            jobs.Remove(path);
        }
    }

    /// <summary>Tells once what needs a person's attention though the pass goes on.</summary>
    /// <param name="warning">The sentence.</param>
    /// <param name="subject">What makes it the same as an earlier one; by default the sentence itself.</param>
    public void Warn(string warning, string? subject = null)
    {
        lock (gate)
        {
            if (!told.Add(subject ?? warning))
            {
                return;
            }

            warnings.Add(warning);
        }

        log.Write(GojiLogLevel.Warning, "{0}", warning);
    }

    private static bool IsOf(KubernetesJobReport job, JobRun run) => job.Namespace == run.Namespace && job.Name == run.Name;

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
        Pods = known.Jobs.FirstOrDefault(job => IsOf(job, run))?.Pods ?? [],
    };
}
