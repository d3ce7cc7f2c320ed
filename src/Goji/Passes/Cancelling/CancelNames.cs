using Goji.Policies;
using Goji.Ports;

namespace Goji.Passes.Cancelling;

/// <summary>
/// Finds the jobs that a person names, by path or pattern. Patterns are matched once: a job that is claimed before the request is pushed is
/// still meant, and one
/// that is queued meanwhile is not.
/// </summary>
/// <param name="names">Paths in the repository, with or without their state folder, and patterns of such paths.</param>
internal sealed class CancelNames(IReadOnlyList<string> names)
{
    private static readonly JobState[] Open = [JobState.Queued, JobState.Processing];
    private static readonly JobState[] Finished = [JobState.Succeeded, JobState.Failed, JobState.Unknown];

    private List<JobFile>? meant;

    /// <exception cref="GojiUsageException">A name matches no job.</exception>
    public CancelPlan On(IRepositorySnapshot tip)
    {
        var open = OpenOn(tip);
        meant ??= FindMatches(tip, open);
        var targets = new List<CancelTarget>();
        var finished = new List<JobFile>();
        foreach (var file in meant)
        {
            if ((open.Find(target => target.File.Path == file.Path && target.File.State == file.State)
                ?? open.Find(target => target.File.Path == file.Path)) is { } target)
            {
                targets.Add(target);
            }
            else if (Finished.Select(state => tip.Find(state, file.Path)).FirstOrDefault(found => found is not null) is { } ended)
            {
                finished.Add(ended);
            }
        }

        return new([.. targets.Distinct()]) { Finished = finished };
    }

    private List<JobFile> FindMatches(IRepositorySnapshot tip, List<CancelTarget> open)
    {
        var found = names.Select(
            name => (Name: name, Files: IsPattern(name) ? Matching(tip, open, Glob.Parse(name)) : Named(tip, open, name))).ToList();
        return found.TrueForAll(item => item.Files.Count > 0)
            ? [.. found.SelectMany(item => item.Files).Distinct()]
            : throw new GojiUsageException(
                $"There is no queued or processing job "
                    + $"'{string.Join("', '", found.Where(item => item.Files.Count == 0).Select(item => item.Name))}'. "
                + "Nothing was cancelled. Name a job by its path below its state folder, or several by a pattern such as 'team-a/*'.");
    }

    /// <summary>
    /// The jobs that can be cancelled: queued and processing ones, and those that were moved away while their attempt is open.
    /// </summary>
    private static List<CancelTarget> OpenOn(IRepositorySnapshot tip)
    {
        var away = tip.ReadAway();
        return
        [
            .. tip.ReadProcessing().Concat(away).Select(file => new CancelTarget(file.File, file)),
            .. tip
                .List(JobState.Queued)
                .Where(file => !away.Any(open => open.Path == file.Path))
                .Select(file => new CancelTarget(file, null)),
        ];
    }

    private static List<JobFile> Matching(IRepositorySnapshot tip, List<CancelTarget> open, Glob pattern) =>
    [
        .. open.Select(target => target.File)
            .Where(
                file => pattern.Matches(file.Path)
                    || pattern.Matches(file.ToString())
                    || pattern.Matches(tip.PathOf(file.State, file.Path)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    /// <summary>
    /// The jobs of a name without a state, or the job of the named state; a job that has moved on since the person saw it is still meant.
    /// </summary>
    private static List<JobFile> Named(IRepositorySnapshot tip, List<CancelTarget> open, string name)
    {
        var files = open.Select(target => target.File).ToList();
        if (files.FindAll(file => file.Path == name || file.ToString() == name || tip.PathOf(file.State, file.Path) == name)
            is [_, ..] same)
        {
            return same;
        }

        var path = Open.Select(state => WithoutFolder(tip, state, name)).FirstOrDefault(below => below is not null);
        return files.FindAll(file => file.Path == path) is [_, ..] moved ? moved : FinishedOn(tip, path ?? name);
    }

    private static List<JobFile> FinishedOn(IRepositorySnapshot tip, string name) =>
        [.. Finished.Select(state => tip.Find(state, WithoutFolder(tip, state, name) ?? name)).OfType<JobFile>()];

    private static string? WithoutFolder(IRepositorySnapshot tip, JobState state, string name) =>
        ((string[])[tip.PathOf(state, ""), $"{state.ToString().ToLowerInvariant()}/"])
            .Where(folder => name.StartsWith(folder, StringComparison.Ordinal)).Select(folder => name[folder.Length..]).FirstOrDefault();

    private static bool IsPattern(string name) => name.AsSpan().ContainsAny('*', '?');
}
