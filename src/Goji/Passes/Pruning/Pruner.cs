using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Pruning;

/// <summary>Decides which finished jobs go, and composes the commit that removes them.</summary>
internal sealed class Pruner
{
    private static readonly JobState[] Prunable = [JobState.Succeeded, JobState.Failed, JobState.Unknown];

    private readonly PruneOptions options;
    private readonly IGojiLog log;
    private readonly TimeProvider time;

    public Pruner(PruneOptions options, IGojiLog log, TimeProvider time)
    {
        this.options = options;
        this.log = log;
        this.time = time;
        if (options.KeepNewest is null && options.KeepFor is null)
        {
            throw new GojiUsageException("No setting limits the finished jobs to keep. Set KeepNewest, KeepFor, or both.");
        }

        if (options.KeepNewest < 0 || options.KeepFor < TimeSpan.Zero)
        {
            throw new GojiUsageException("KeepNewest and KeepFor must not be less than zero.");
        }

        if (options.States.Except(Prunable).ToList() is [var state, ..])
        {
            throw new GojiUsageException($"The state '{state}' is none that is pruned. Name any of {string.Join(", ", Prunable)}.");
        }
    }

    public (CommitDraft? Draft, PruneReport Plan) Compose(IRepositorySnapshot snapshot)
    {
        var pruned = new List<PrunedJob>();
        var changes = new List<TreeChange>();
        var kept = 0;
        foreach (var state in options.States.Distinct().Order())
        {
            var files = snapshot.List(state);
            var gone = Choose(snapshot, files);
            pruned.AddRange(gone);
            changes.AddRange(gone.Select(job => new TreeChange.Delete(snapshot.PathOf(state, job.File))));
            kept += files.Count - gone.Count;
        }

        changes.AddRange(Records(snapshot, pruned));
        var lines = pruned.Select(job => new CommitLine($"{Name(job.State)}/{job.File}", "pruned")).ToList();
        return (changes.Count == 0 ? null : new(CommitMessage.Of(lines), changes), new() { Pruned = pruned, Kept = kept });
    }

    private List<PrunedJob> Choose(IRepositorySnapshot snapshot, IReadOnlyList<JobFile> files)
    {
        var keptSince = options.KeepFor is { } age ? time.GetUtcNow() - age : DateTimeOffset.MaxValue;
        return [.. files
            .Select(file => Read(snapshot, file))
            .OfType<PrunedJob>()
            .OrderByDescending(job => job.FinishedAt ?? DateTimeOffset.MinValue)
            .ThenBy(job => job.File, StringComparer.Ordinal)
            .Skip(options.KeepNewest ?? 0)
            .Where(job => job.FinishedAt is not { } finished || finished < keptSince)
            .OrderBy(job => job.File, StringComparer.Ordinal)];
    }

    /// <summary>A job with its age; null where its record cannot be read.</summary>
    private PrunedJob? Read(IRepositorySnapshot snapshot, JobFile file)
    {
        try
        {
            var attempt = snapshot.ReadRecord(file.Path).Newest;
            return new(file.Path, file.State, attempt?.Jobs.Max(run => run.FinishedAt) ?? attempt?.ClaimedAt);
        }
        catch (RunRecordException exception)
        {
            log.Write(GojiLogLevel.Warning, "'{0}' is kept: {1}", file, exception.Message);
            return null;
        }
    }

    /// <summary>The records whose last file goes.</summary>
    private static IEnumerable<TreeChange> Records(IRepositorySnapshot snapshot, IReadOnlyList<PrunedJob> pruned)
    {
        var gone = pruned.Select(job => (job.State, job.File)).ToHashSet();
        return pruned.Where(job => job.FinishedAt is not null).Select(job => job.File).Distinct()
            .Where(path => Enum.GetValues<JobState>().All(state => gone.Contains((state, path)) || snapshot.Find(state, path) is null))
            .Select(path => new TreeChange.Delete(RunRecord.PathOf(path)));
    }

    private static string Name(JobState state) => state.ToString().ToLowerInvariant();
}
