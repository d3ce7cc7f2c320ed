using Goji.Reporting.Archive;

namespace Goji.Tool.Server.Pages;

/// <summary>The jobs of a history as the page shows them: by state, newest first. It is made once for each history.</summary>
internal sealed class JobIndex
{
    private readonly Dictionary<JobState, JobHistory[]> byState;

    public JobIndex(GojiHistory history)
    {
        History = history;
        byState = history.Jobs.GroupBy(job => job.State).ToDictionary(
            group => group.Key,
            group => group.OrderByDescending(Began).ThenBy(job => job.File, StringComparer.Ordinal).ToArray());
    }

    public GojiHistory History { get; }

    public int Count(JobState state) => Of(state).Length;

    /// <summary>The jobs of a state whose paths contain all words, in any case of letters.</summary>
    public IReadOnlyList<JobHistory> Find(JobState state, IReadOnlyList<string> words) =>
        words.Count == 0
            ? Of(state)
            : [.. Of(state).Where(job => words.All(word => job.File.Contains(word, StringComparison.OrdinalIgnoreCase)))];

    /// <summary>The job files of a path, in whatever states they are.</summary>
    public IReadOnlyList<JobHistory> At(string file) => [.. History.Jobs.Where(job => job.File == file)];

    /// <summary>The job of a path that a person means: the one that runs, else the newest; null where there is none.</summary>
    public JobHistory? NewestAt(string file) =>
        At(file).OrderByDescending(job => job.State == JobState.Processing).ThenByDescending(Began).FirstOrDefault();

    private JobHistory[] Of(JobState state) => byState.GetValueOrDefault(state, []);

    private static DateTimeOffset Began(JobHistory job) =>
        job.Attempts is ArchivedAttempts archived ? archived.ClaimedAt
        : job.Attempts is [.., var newest] ? newest.ClaimedAt
        : DateTimeOffset.MinValue;
}
