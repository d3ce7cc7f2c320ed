using System.Globalization;

namespace Goji.Tests.Reporting;

/// <summary>Histories of jobs repositories.</summary>
internal static class Histories
{
    private static readonly string[] Teams = ["team-a", "team-b", "billing", "search/index"];
    private static readonly string[] Works = ["migrate", "backfill-orders", "reindex", "rotate-keys", "export", "cleanup"];

    /// <summary>The repository that <see cref="Samples.Everything"/> is a pass of.</summary>
    public static GojiHistory Everything { get; } = Of([
        .. Samples.Everything.Jobs.Select(job => new JobHistory(job.File, job.After, job.After == JobState.Queued ? [] : [Attempt(0, job)])),
        new JobHistory("team-d/damaged.yaml", JobState.Succeeded, []) { Note = "The run record '.goji/runs/team-d/damaged.yaml' cannot be read: Line 3: it is not YAML." },
    ]);

    /// <summary>A repository that has been in use for two months; the same every time.</summary>
    public static GojiHistory Used(int jobs)
    {
        var random = new Random(7);
        return Of([.. Enumerable.Range(0, jobs).Select(i => Job(i, random)).Concat(Everything.Jobs).OrderBy(job => job.State).ThenBy(job => job.File, StringComparer.Ordinal)]);
    }

    public static GojiHistory Of(params JobHistory[] jobs) => new()
    {
        Repository = Samples.Everything.Repository,
        Branch = "master",
        Commit = "3f1c9a7be2d04c5f8a6b1d2e3f4a5b6c7d8e9f01",
        ReadAt = Samples.Noon.AddSeconds(3),
        Jobs = jobs,
    };

    public static AttemptReport Attempt(int number, JobReport job) => new(
        string.Create(CultureInfo.InvariantCulture, $"01JD{number:D22}"),
        job.Jobs.Min(run => run.StartedAt) ?? Samples.Noon,
        "build-agent-3, process 4711, pass 1f2e3d4c, https://ci.example.com/builds/812",
        job.Jobs.Count == 0 ? job.Reason : "",
        job.Jobs);

    private static JobHistory Job(int i, Random random)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"{Teams[random.Next(Teams.Length)]}/{Works[random.Next(Works.Length)]}-{i}.yaml");
        var state = random.Next(12) switch { 0 => JobState.Failed, 1 => JobState.Unknown, _ => JobState.Succeeded };
        var at = Samples.Noon.AddDays(-60 * random.NextDouble());
        var attempts = new List<AttemptReport>();
        for (var left = random.Next(1, 9); left > 0; left--)
        {
            var outcome = left == 1 ? state : random.Next(4) == 0 ? JobState.Failed : JobState.Succeeded;
            var run = Samples.Run("job-" + i, outcome, at, at.AddSeconds(random.Next(5, 7200)));
            attempts.Add(Attempt(i, Samples.Job(file, JobState.Processing, outcome, "", outcome == JobState.Failed ? run with { Reason = "BackoffLimitExceeded", Message = "Job has reached the specified backoff limit" } : run)));
            at += (Samples.Noon - at) * random.NextDouble() * 0.8;
        }

        return new(file, state, attempts);
    }
}
